package dev.corkboard.domain.sprint;

/** Names one sprint for ever: opaque, at most 36 characters. */
public record SprintId(String value) {
  public SprintId {
    if (value.isBlank() || value.length() > 36) throw new IllegalArgumentException("not the id of a sprint: " + value);
  }

  @Override
  public String toString() {
    return value;
  }
}
