package dev.corkboard.domain.task;

/** Names one task for ever: opaque, at most 36 characters. */
public record TaskId(String value) {
  public TaskId {
    if (value.isBlank() || value.length() > 36) throw new IllegalArgumentException("not the id of a task: " + value);
  }

  @Override
  public String toString() {
    return value;
  }
}
