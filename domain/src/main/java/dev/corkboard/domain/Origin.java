package dev.corkboard.domain;

import java.time.Instant;

/** Who sends a command, with which rights, when, and under which request id. */
public record Origin(Username by, boolean admin, Instant at, String requestId) {

  public boolean mayActFor(Username owner) {
    return admin || by.equals(owner);
  }

  public Stamp stamp() {
    return new Stamp(by, at, requestId);
  }
}
