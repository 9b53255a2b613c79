package dev.corkboard.service.auth;

/** A part that the accounts need does not answer; whether the work was done is not known. */
public final class Outage extends RuntimeException {
  public Outage(Throwable cause) {
    super(cause);
  }
}
