package dev.corkboard.domain.task;

/** How far a task is, in the order of the board's columns. */
public enum TaskStatus {
  TODO, IN_PROGRESS, TESTING, DONE
}
