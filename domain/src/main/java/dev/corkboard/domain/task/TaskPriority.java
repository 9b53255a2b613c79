package dev.corkboard.domain.task;

/** How soon a task is to be done, the most pressing first. */
public enum TaskPriority {
  URGENT, HIGH, NORMAL, LOW
}
