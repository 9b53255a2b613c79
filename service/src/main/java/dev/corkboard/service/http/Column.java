package dev.corkboard.service.http;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskStatus;
import java.util.Optional;

/** A column of the board: the tasks of a sprint, or of the backlog, under a status. */
record Column(Optional<String> sprint, TaskStatus status) {

  static Column of(TaskContent task) {
    return new Column(task.sprint().map(SprintId::value), task.status());
  }
}
