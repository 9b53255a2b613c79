package dev.corkboard.domain.task;

import static dev.corkboard.domain.task.TaskContent.FIELDS;
import static dev.corkboard.domain.task.Tasks.DONE;
import static dev.corkboard.domain.task.Tasks.IN_BACKLOG;
import static dev.corkboard.domain.task.Tasks.IN_PROGRESS;
import static dev.corkboard.domain.task.Tasks.NO_FACTS;
import static dev.corkboard.domain.task.Tasks.OTHER;
import static dev.corkboard.domain.task.Tasks.TESTING;
import static dev.corkboard.domain.task.Tasks.TODAY;
import static dev.corkboard.domain.task.Tasks.TODO;
import static dev.corkboard.domain.task.Tasks.YESTERDAY;
import static dev.corkboard.domain.task.Tasks.change;
import static dev.corkboard.domain.task.Tasks.created;
import static dev.corkboard.domain.task.Tasks.patch;
import static dev.corkboard.domain.task.Tasks.sprintEnds;
import static dev.corkboard.domain.task.Tasks.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Decision;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Scenario;
import dev.corkboard.domain.sprint.SprintId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a task's dates follow its status. */
class TaskDatesTest {
  private static final Optional<LocalDate> NEVER = Optional.empty();
  private static final Optional<LocalDate> GIVEN = Optional.of(LocalDate.of(2026, 1, 1));
  private static final Set<String> REFUSALS = Set.of("backlog-task-not-todo", "started-on-todo", "completed-not-done",
      "completed-before-started", "task-is-done");

  private final TaskDecider decider = new TaskDecider();
  private final Scenario<TaskCommand, TaskEvent, TaskState> task = new Scenario<>(decider);

  @Test
  void taskThatLeavesToDoHasStartedToday() {
    assertDates(TODO, patch("status", TaskStatus.IN_PROGRESS), Optional.of(TODAY), NEVER);
    assertDates(TODO, patch("status", TaskStatus.TESTING), Optional.of(TODAY), NEVER);
  }

  @Test
  void taskDoneAtOnceHasStartedAndCompletedToday() {
    assertDates(TODO, patch("status", TaskStatus.DONE), Optional.of(TODAY), Optional.of(TODAY));
  }

  @Test
  void taskDoneLaterKeepsItsStart() {
    assertDates(IN_PROGRESS, patch("status", TaskStatus.TESTING), Optional.of(YESTERDAY), NEVER);
    assertDates(TESTING, patch("status", TaskStatus.DONE), Optional.of(YESTERDAY), Optional.of(TODAY));
  }

  @Test
  void taskThatIsReopenedIsNoLongerCompleted() {
    assertDates(DONE, patch("status", TaskStatus.TESTING), Optional.of(YESTERDAY), NEVER);
    assertDates(DONE, patch("status", TaskStatus.IN_PROGRESS), Optional.of(YESTERDAY), NEVER);
  }

  @Test
  void taskThatGoesBackToToDoHasNoDates() {
    assertDates(IN_PROGRESS, patch("status", TaskStatus.TODO), NEVER, NEVER);
    assertDates(DONE, patch("status", TaskStatus.TODO), NEVER, NEVER);
  }

  @Test
  void datesThatTheCommandNamesStay() {
    assertDates(TODO, patch("status", TaskStatus.DONE).and("started", GIVEN).and("completed", GIVEN), GIVEN, GIVEN);
    assertDates(TODO, patch("status", TaskStatus.DONE).and("started", NEVER).and("completed", NEVER), NEVER, NEVER);
    assertDates(DONE, patch("started", GIVEN).and("completed", GIVEN), GIVEN, GIVEN);
    assertDates(DONE, patch("completed", NEVER), Optional.of(YESTERDAY), NEVER);
  }

  @Test
  void datesStayWhenTheStatusDoes() {
    assertDates(DONE, patch("status", TaskStatus.DONE).and("name", "New"), DONE.started(), DONE.completed());
  }

  @Test
  void todayIsTheActingUsersOwn() {
    TaskFacts inKiribati = new TaskFacts(TODAY.plusDays(1), Optional.empty(), false);
    TaskState state = task.given(created(TODO)).when(change(patch("status", TaskStatus.DONE), inKiribati)).afterwards()
        .state();
    assertThat(content(state).completed()).contains(TODAY.plusDays(1));
  }

  @Test
  void startIsRefusedOnTaskToDo() {
    task.given(created(TODO)).when(change(patch("started", GIVEN), NO_FACTS)).thenConflict("started-on-todo");
    task.given(created(DONE)).when(change(patch("status", TaskStatus.TODO).and("started", GIVEN), NO_FACTS))
        .thenConflict("started-on-todo");
  }

  @Test
  void completionIsRefusedOnTaskNotDone() {
    for (TaskContent open : List.of(TODO, IN_PROGRESS, TESTING)) {
      task.given(created(open)).when(change(patch("completed", GIVEN), NO_FACTS)).thenConflict("completed-not-done");
    }
    task.given(created(DONE)).when(change(patch("status", TaskStatus.TESTING).and("completed", GIVEN), NO_FACTS))
        .thenConflict("completed-not-done");
  }

  @Test
  void completionBeforeTheStartIsRefused() {
    Optional<LocalDate> later = Optional.of(TODAY.plusDays(1));
    task.given(created(DONE)).when(change(patch("completed", GIVEN), NO_FACTS))
        .thenConflict("completed-before-started");
    task.given(created(DONE)).when(change(patch("started", later), NO_FACTS)).thenConflict("completed-before-started");
    task.given(created(DONE)).when(change(patch("started", later).and("completed", GIVEN), NO_FACTS))
        .thenConflict("completed-before-started");
    task.given(created(IN_PROGRESS)).when(change(patch("status", TaskStatus.DONE).and("completed", GIVEN), NO_FACTS))
        .thenConflict("completed-before-started");
    assertDates(DONE, patch("completed", DONE.started()).and("name", "New"), DONE.started(), DONE.started());
  }

  /** Somebody whose date is tomorrow's has begun it, or its start was given for a day to come. */
  @Test
  void taskDoneBeforeItsStartKeepsItAndIsCompletedOnThatDay() {
    for (LocalDate start : List.of(TODAY.plusDays(1), LocalDate.of(2030, 1, 1))) {
      TaskContent begun = with(IN_PROGRESS, "started", Optional.of(start));
      assertDates(begun, patch("status", TaskStatus.DONE), Optional.of(start), Optional.of(start));
      task.given(created(begun)).when(change(patch("status", TaskStatus.DONE).and("completed", Optional.of(TODAY)),
          NO_FACTS)).thenConflict("completed-before-started");
    }
  }

  @Test
  void dateThatIsSetByItselfGivesWayToOneThatIsNamed() {
    Optional<LocalDate> later = Optional.of(TODAY.plusDays(1));
    assertDates(TODO, patch("status", TaskStatus.DONE).and("completed", GIVEN), GIVEN, GIVEN);
    assertDates(TODO, patch("status", TaskStatus.DONE).and("started", later), later, later);
    assertDates(IN_PROGRESS, patch("status", TaskStatus.DONE).and("started", later), later, later);
  }

  /** As tasks are that were stored before there was the rule. */
  @Test
  void taskThatWasCompletedBeforeItsStartCanStillBeChanged() {
    TaskContent old = with(DONE, "completed", GIVEN);
    assertDates(old, patch("name", "New"), old.started(), GIVEN);
    assertDates(old, patch("status", TaskStatus.TESTING), old.started(), NEVER);
    assertDates(old, patch("completed", Optional.of(TODAY)), old.started(), Optional.of(TODAY));
    assertDates(old, patch("started", NEVER), NEVER, GIVEN);
  }

  /** Every status before, with and without its dates. */
  static Stream<TaskContent> before() {
    return Stream.of(IN_BACKLOG, TODO, IN_PROGRESS, TESTING, DONE, with(IN_PROGRESS, "started", NEVER),
        with(DONE, "started", NEVER), with(DONE, "completed", NEVER));
  }

  @ParameterizedTest
  @MethodSource("before")
  void whateverIsAskedEachTaskKeepsItsDatesAndPlaceInAccord(TaskContent before) {
    for (Patch<TaskContent> patch : patches()) {
      TaskState state = task.given(created(before)).state();
      switch (decider.decide(state, change(patch, sprintEnds(OTHER, TODAY)))) {
        case Decision.Accepted<TaskEvent>(var events) -> {
          TaskContent after = content(decider.evolve(state, events.getFirst()));
          assertAccord(after);
          assertNamedStay(patch, after);
        }
        case Decision.AlreadySo<TaskEvent> nothing -> assertNamedStay(patch, before);
        case Decision.Rejected<TaskEvent>(var rejection) -> {
          assertThat(REFUSALS).contains(rejection.code());
          assertNotInAccord(before, patch);
        }
      }
    }
  }

  private static void assertAccord(TaskContent task) {
    if (task.status() == TaskStatus.TODO) assertThat(task.started()).isEmpty();
    if (task.status() != TaskStatus.DONE) assertThat(task.completed()).isEmpty();
    if (task.sprint().isEmpty()) assertThat(task.status()).isEqualTo(TaskStatus.TODO);
    task.completed().ifPresent(completed -> assertThat(task.started().filter(completed::isBefore)).isEmpty());
  }

  private static void assertNamedStay(Patch<TaskContent> patch, TaskContent after) {
    patch.values().forEach((field, value) -> assertThat(FIELDS.get(after, field)).isEqualTo(value));
  }

  /** A refusal is deserved: what the command names, and what it leaves, cannot go together. */
  private static void assertNotInAccord(TaskContent before, Patch<TaskContent> patch) {
    TaskContent wanted = FIELDS.with(before, patch.values());
    boolean doneMoves = before.status() == TaskStatus.DONE && !wanted.sprint().equals(before.sprint());
    boolean startedOnToDo = wanted.status() == TaskStatus.TODO && patch.names("started")
        && wanted.started().isPresent();
    boolean completedNotDone = wanted.status() != TaskStatus.DONE && patch.names("completed")
        && wanted.completed().isPresent();
    boolean busyInBacklog = wanted.sprint().isEmpty() && wanted.status() != TaskStatus.TODO;
    boolean doneBeforeBegun = wanted.status() == TaskStatus.DONE && patch.names("completed")
        && wanted.completed().isPresent() && wanted.started().filter(wanted.completed().get()::isBefore).isPresent();
    assertThat(doneMoves || startedOnToDo || completedNotDone || busyInBacklog || doneBeforeBegun)
        .as(before + " with " + patch).isTrue();
  }

  /** Every combination of naming or not a status, both dates with and without value, and a sprint or the backlog. */
  private static List<Patch<TaskContent>> patches() {
    List<Patch<TaskContent>> all = new ArrayList<>(List.of(new Patch<>(Map.of())));
    name(all, "status", List.of(TaskStatus.values()));
    name(all, "started", List.of(NEVER, GIVEN));
    name(all, "completed", List.of(NEVER, GIVEN));
    name(all, "sprint", List.of(Optional.<SprintId>empty(), Optional.of(OTHER)));
    return all;
  }

  private static void name(List<Patch<TaskContent>> patches, String field, List<?> values) {
    for (Patch<TaskContent> patch : List.copyOf(patches)) {
      for (Object value : values)
        patches.add(patch.and(field, value));
    }
  }

  private void assertDates(TaskContent before, Patch<TaskContent> patch, Optional<LocalDate> started,
      Optional<LocalDate> completed) {
    TaskContent after = content(task.given(created(before)).when(change(patch, NO_FACTS)).afterwards().state());
    assertThat(after.started()).isEqualTo(started);
    assertThat(after.completed()).isEqualTo(completed);
  }

  private static TaskContent content(TaskState state) {
    return ((TaskState.Live) state).content();
  }
}
