package dev.corkboard.domain.task;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What somebody says of a task that is to be: its content, but that the order may be left to the service. */
public record NewTask(String name, String description, Optional<SprintId> sprint, TaskStatus status,
    OptionalDouble order, Optional<Username> assigned, Optional<LocalDate> started, Optional<LocalDate> due,
    Optional<LocalDate> completed, Optional<Instant> remindAt, List<String> labels, Optional<Integer> estimate,
    TaskPriority priority) {

  /** A task in the backlog of which nothing but the name is known. */
  public static NewTask named(String name) {
    return new NewTask(name, "", Optional.empty(), TaskStatus.TODO, OptionalDouble.empty(), Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
        TaskPriority.NORMAL);
  }

  TaskContent contentAt(double endOrder) {
    return new TaskContent(name, description, sprint, status, order.orElse(endOrder), assigned, started, due, completed,
        remindAt, labels, estimate, priority);
  }
}
