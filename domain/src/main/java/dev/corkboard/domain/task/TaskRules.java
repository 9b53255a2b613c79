package dev.corkboard.domain.task;

import static dev.corkboard.domain.task.TaskContent.FIELDS;
import static dev.corkboard.domain.task.TaskStatus.DONE;
import static dev.corkboard.domain.task.TaskStatus.TODO;

import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How the fields of a task depend on each other. Creation is judged as a change of {@link #NOTHING}. */
final class TaskRules {

  static final Rejection UNKNOWN_SPRINT = Rejection.invalid("sprint", "unknown-sprint", "There is no such sprint.");
  static final Rejection UNKNOWN_USER = Rejection.invalid("assigned", "unknown-user", "There is no such user.");
  static final Rejection TOO_MANY_LABELS = Rejection.invalid("labels", "too-many",
      "At most " + TaskContent.MAX_LABELS + ".");
  static final Rejection IS_DONE = conflict("task-is-done", "A done task does not change its sprint.");
  static final Rejection SPRINT_IS_OVER = conflict("sprint-is-over", "The sprint's end is past.");
  static final Rejection BACKLOG_NOT_TODO = conflict("backlog-task-not-todo", "A task of the backlog is to do.");
  static final Rejection STARTED_ON_TODO = conflict("started-on-todo", "A task that is to do has not been started.");
  static final Rejection COMPLETED_NOT_DONE = conflict("completed-not-done", "Only a done task has been completed.");
  static final Rejection COMPLETED_BEFORE_STARTED = conflict("completed-before-started",
      "A task is not completed before it has been started.");

  /** An empty task in the backlog. */
  static final TaskContent NOTHING = new TaskContent("", "", Optional.empty(), TODO, 0, Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(),
      TaskPriority.NORMAL);

  private TaskRules() {}

  /**
   * What is wanted, with the dates that follow from the status. A date that is set here never changes one that somebody
   * gave, and is never refused: {@code completed} is today, or {@code started} if that is later, as a start that was
   * foreseen is, or one of somebody whose date is tomorrow's; {@code started} is today, or {@code completed} if that is
   * earlier.
   */
  static TaskContent dated(TaskContent before, TaskContent wanted, Predicate<String> named, LocalDate today) {
    Optional<LocalDate> started = named.test("started") ? wanted.started() : started(before, wanted, today);
    Optional<LocalDate> completed = named.test("completed") ? wanted.completed() : completed(before, wanted, today);
    if (isBefore(completed, started)) {
      boolean completedNow = !named.test("completed") && !completed.equals(before.completed());
      boolean startedNow = !named.test("started") && !started.equals(before.started());
      if (completedNow) completed = started;
      else if (startedNow) started = completed;
    }
    return FIELDS.with(wanted, Map.of("started", started, "completed", completed));
  }

  /** Why the one may not become the other. What cannot be comes first, then what may not be as things stand. */
  static Optional<Rejection> refusal(TaskContent before, TaskContent after, TaskFacts facts) {
    boolean newSprint = !after.sprint().equals(before.sprint());
    boolean newAssignee = !after.assigned().equals(before.assigned());
    Optional<SprintFact> sprint = after.sprint().flatMap(facts::about);
    if (newSprint && after.sprint().isPresent() && sprint.isEmpty()) return Optional.of(UNKNOWN_SPRINT);
    if (newAssignee && after.assigned().isPresent() && !facts.assigneeKnown()) return Optional.of(UNKNOWN_USER);
    boolean newLabels = !after.labels().equals(before.labels());
    if (newLabels && after.labels().size() > TaskContent.MAX_LABELS) return Optional.of(TOO_MANY_LABELS);
    if (newSprint && before.status() == DONE) return Optional.of(IS_DONE);
    if (newSprint && sprint.filter(fact -> fact.end().isBefore(facts.today())).isPresent()) {
      return Optional.of(SPRINT_IS_OVER);
    }
    Optional<Rejection> inconsistent = inconsistency(after);
    boolean newDates = !after.started().equals(before.started()) || !after.completed().equals(before.completed());
    if (inconsistent.isPresent() || !newDates) return inconsistent;
    return isBefore(after.completed(), after.started()) ? Optional.of(COMPLETED_BEFORE_STARTED) : Optional.empty();
  }

  /** The content of a task whose sprint has gone. */
  static TaskContent backInBacklog(TaskContent content) {
    return FIELDS.with(content, Map.of("sprint", Optional.empty(), "status", TODO, "started", Optional.empty(),
        "completed", Optional.empty()));
  }

  private static Optional<Rejection> inconsistency(TaskContent task) {
    if (task.sprint().isEmpty() && task.status() != TODO) return Optional.of(BACKLOG_NOT_TODO);
    if (task.status() == TODO && task.started().isPresent()) return Optional.of(STARTED_ON_TODO);
    if (task.status() != DONE && task.completed().isPresent()) return Optional.of(COMPLETED_NOT_DONE);
    return Optional.empty();
  }

  private static boolean isBefore(Optional<LocalDate> completed, Optional<LocalDate> started) {
    return completed.isPresent() && started.isPresent() && completed.get().isBefore(started.get());
  }

  private static Optional<LocalDate> started(TaskContent before, TaskContent wanted, LocalDate today) {
    if (wanted.status() == TODO) return Optional.empty();
    return before.status() == TODO ? Optional.of(today) : wanted.started();
  }

  private static Optional<LocalDate> completed(TaskContent before, TaskContent wanted, LocalDate today) {
    if (wanted.status() != DONE) return Optional.empty();
    return before.status() == DONE ? wanted.completed() : Optional.of(today);
  }

  private static Rejection conflict(String code, String detail) {
    return new Rejection(Kind.CONFLICT, code, detail);
  }
}
