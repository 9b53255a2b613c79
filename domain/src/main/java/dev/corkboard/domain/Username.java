package dev.corkboard.domain;

import java.util.Objects;

/** The name by which a person signs in and is shown; it never changes. */
public record Username(String value) {
  public Username {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
