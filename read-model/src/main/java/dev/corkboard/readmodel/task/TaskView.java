package dev.corkboard.readmodel.task;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.table.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A task as clients see it. */
public record TaskView(TaskId id, long number, @JsonUnwrapped TaskContent content, Username createdBy,
    Instant createdAt,
    Instant updatedAt, long revision) implements Shown {

  public TaskView {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  public static TaskView of(TaskState.Live task) {
    return new TaskView(task.id(), task.number(), task.content(), task.createdBy(), task.createdAt(), task.updatedAt(),
        task.revision());
  }

  @Override
  public String key() {
    return id.value();
  }

  TaskView with(TaskContent newContent, Instant at, long newRevision) {
    return new TaskView(id, number, newContent, createdBy, createdAt, at, newRevision);
  }
}
