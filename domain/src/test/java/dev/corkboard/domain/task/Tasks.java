package dev.corkboard.domain.task;

import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.task.TaskContent.FIELDS;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.sprint.SprintId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The tasks and facts of the scenarios. */
final class Tasks {
  static final TaskId ID = new TaskId("task-1");
  static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
  static final LocalDate YESTERDAY = TODAY.minusDays(1);
  static final long NUMBER = 7;
  static final SprintId SPRINT = new SprintId("sprint-1");
  static final SprintId OTHER = new SprintId("sprint-2");

  /** Facts of a command that names neither sprint nor user, or names some that do not exist. */
  static final TaskFacts NO_FACTS = new TaskFacts(TODAY, Optional.empty(), false);
  static final TaskFacts USER_KNOWN = new TaskFacts(TODAY, Optional.empty(), true);

  static final TaskContent IN_BACKLOG = new TaskContent("Paint", "", Optional.empty(), TaskStatus.TODO, 1024,
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
      Optional.empty(), TaskPriority.NORMAL);
  static final TaskContent TODO = with(IN_BACKLOG, "sprint", Optional.of(SPRINT));
  static final TaskContent IN_PROGRESS = with(with(TODO, "status", TaskStatus.IN_PROGRESS), "started",
      Optional.of(YESTERDAY));
  static final TaskContent TESTING = with(IN_PROGRESS, "status", TaskStatus.TESTING);
  static final TaskContent DONE = with(with(IN_PROGRESS, "status", TaskStatus.DONE), "completed",
      Optional.of(YESTERDAY));

  private Tasks() {}

  static TaskContent with(TaskContent content, String field, Object value) {
    return FIELDS.with(content, Map.of(field, value));
  }

  static TaskFacts sprintEnds(SprintId sprint, LocalDate end) {
    return new TaskFacts(TODAY, Optional.of(new SprintFact(sprint, end)), false);
  }

  static TaskEvent created(TaskContent content) {
    return new TaskEvent.Created(ID, OptionalLong.of(NUMBER), content, AT_FIRST);
  }

  static TaskEvent deleted() {
    return new TaskEvent.Deleted(ID, Optional.empty(), AT_FIRST);
  }

  static TaskCommand change(Patch<TaskContent> patch, TaskFacts facts) {
    return new TaskCommand.Change(ID, patch, ANY, BY_BEN, facts);
  }

  static Patch<TaskContent> patch(String field, Object value) {
    return Patch.of(field, value);
  }

  /** Ben's change of the one into the other. */
  static TaskEvent changed(TaskContent before, TaskContent after) {
    return new TaskEvent.Changed(ID, FIELDS.diff(before, after), BY_BEN.stamp());
  }
}
