package dev.corkboard.domain.task;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.sprint.SprintId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What somebody wants of a task. */
public sealed interface TaskCommand extends Command {
  TaskId id();

  /**
   * {@code number} was given to no other task; {@code endOrder} puts it at the end of its column, unless it names an
   * order.
   */
  record Create(TaskId id, long number, NewTask task, double endOrder, Origin origin, TaskFacts facts)
      implements
        TaskCommand {}

  record Change(TaskId id, Patch<TaskContent> patch, OptionalLong ifMatch, Origin origin, TaskFacts facts)
      implements
        TaskCommand {}

  /**
   * {@code column} names the sprint, the status or both; what it does not name stays. With {@code ifMatch} the card must
   * stand where it stood at that revision.
   */
  record Move(TaskId id, Patch<TaskContent> column, Gap gap, OptionalLong ifMatch, Origin origin, TaskFacts facts)
      implements
        TaskCommand {
    public Move {
      if (!Set.of("sprint", "status").containsAll(column.values().keySet())) {
        throw new IllegalArgumentException("not a column: " + column.values().keySet());
      }
    }
  }

  /**
   * Gives a card of a column another order, so that there is room beside it; it changes nothing if the card does not
   * stand there any more.
   */
  record Shift(TaskId id, Optional<SprintId> sprint, TaskStatus status, double from, double to, Origin origin)
      implements
        TaskCommand {}

  record Delete(TaskId id, OptionalLong ifMatch, Origin origin) implements TaskCommand {}

  record Restore(TaskId id, Origin origin, TaskFacts facts) implements TaskCommand {}
}
