package dev.corkboard.domain.task;

import static dev.corkboard.domain.People.ANNA;
import static dev.corkboard.domain.People.BEN;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.MORNING;
import static dev.corkboard.domain.task.TaskStatus.DONE;
import static dev.corkboard.domain.task.TaskStatus.IN_PROGRESS;
import static dev.corkboard.domain.task.TaskStatus.TESTING;
import static dev.corkboard.domain.task.TaskStatus.TODO;
import static dev.corkboard.domain.task.Tasks.ID;
import static dev.corkboard.domain.task.Tasks.NO_FACTS;
import static dev.corkboard.domain.task.Tasks.NUMBER;
import static dev.corkboard.domain.task.Tasks.SPRINT;
import static dev.corkboard.domain.task.Tasks.TODAY;
import static dev.corkboard.domain.task.Tasks.USER_KNOWN;
import static dev.corkboard.domain.task.Tasks.YESTERDAY;
import static dev.corkboard.domain.task.Tasks.created;
import static dev.corkboard.domain.task.Tasks.deleted;
import static dev.corkboard.domain.task.Tasks.sprintEnds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Fields;
import dev.corkboard.domain.Scenario;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What becomes of a new task. */
class TaskCreationTest {
  private static final double END = 7;
  private static final TaskFacts SPRINT_RUNS = sprintEnds(SPRINT, TODAY);
  private static final NewTask PAINT = NewTask.named("Paint");

  private final Scenario<TaskCommand, TaskEvent, TaskState> task = new Scenario<>(new TaskDecider());

  @Test
  void everybodyMayCreateAndTheTaskGoesToTheEnd() {
    TaskContent atEnd = Tasks.with(Tasks.IN_BACKLOG, "order", Gap.atEnd(ID, END));
    task.given().when(create(PAINT, NO_FACTS)).thenEvents(
        new TaskEvent.Created(ID, OptionalLong.of(NUMBER), atEnd, BY_BEN.stamp()));
  }

  @Test
  void taskStandsWhereItsCreatorPutsIt() {
    assertThat(content(with("order", OptionalDouble.of(3.5)), NO_FACTS).order()).isEqualTo(3.5);
  }

  @Test
  void taskKeepsTheNumberOfItsFirstCreation() {
    TaskCommand again = new TaskCommand.Create(ID, NUMBER + 1, PAINT, END, BY_BEN, NO_FACTS);
    task.given(created(Tasks.IN_BACKLOG)).when(again).thenNothing();
    TaskContent estimated = Tasks.with(Tasks.IN_BACKLOG, "estimate", Optional.of(5));
    TaskState.Live live = (TaskState.Live) task.given(created(Tasks.IN_BACKLOG),
        Tasks.changed(Tasks.IN_BACKLOG, estimated)).state();
    assertThat(live.number()).isEqualTo(NUMBER);
    assertThat(live.content().estimate()).contains(5);
  }

  @Test
  void creationChangesEveryFieldFromNothing() {
    assertThat(created(Tasks.TODO).changes()).hasSize(14)
        .containsEntry("number", new Change(null, NUMBER))
        .containsEntry("estimate", new Change(null, Optional.empty()))
        .containsEntry("priority", new Change(null, TaskPriority.NORMAL))
        .containsEntry("sprint", new Change(null, Optional.of(SPRINT)))
        .containsEntry("due", new Change(null, Optional.empty()));
  }

  @Test
  void creatorIsWhoMadeTheTask() {
    TaskState.Live live = (TaskState.Live) task.given(created(Tasks.TODO)).state();
    assertThat(live).extracting(TaskState.Live::createdBy, TaskState.Live::createdAt, TaskState.Live::revision)
        .containsExactly(ANNA, MORNING, 1L);
  }

  @Test
  void creatingTwiceChangesNothing() {
    task.given(created(Tasks.TODO)).when(create(PAINT, NO_FACTS)).thenNothing();
  }

  @Test
  void creatingTwiceIsHarmlessThoughTheSprintHasEndedSince() {
    task.given(created(Tasks.TODO)).when(create(inSprint(TODO), sprintEnds(SPRINT, YESTERDAY))).thenNothing();
  }

  @Test
  void creatingAgainWhatWasDeletedIsRefused() {
    task.given(created(Tasks.TODO), deleted()).when(create(PAINT, NO_FACTS)).thenConflict("deleted");
  }

  @Test
  void taskIsPlannedIntoSprintUpToItsLastDay() {
    assertThat(content(inSprint(TODO), SPRINT_RUNS).sprint()).contains(SPRINT);
  }

  @Test
  void taskIsNotPlannedIntoSprintThatIsOver() {
    task.given().when(create(inSprint(TODO), sprintEnds(SPRINT, YESTERDAY))).thenConflict("sprint-is-over");
  }

  @Test
  void taskIsNotPlannedIntoUnknownSprint() {
    task.given().when(create(inSprint(TODO), NO_FACTS)).thenInvalid("sprint", "unknown-sprint");
  }

  @Test
  void factsAboutAnotherSprintDoNotCount() {
    task.given().when(create(inSprint(TODO), sprintEnds(new SprintId("other"), TODAY)))
        .thenInvalid("sprint", "unknown-sprint");
  }

  @Test
  void taskIsAssignedToKnownUsersOnly() {
    NewTask forBen = with("assigned", Optional.of(BEN));
    assertThat(content(forBen, USER_KNOWN).assigned()).map(Username::value).contains("ben");
    task.given().when(create(forBen, NO_FACTS)).thenInvalid("assigned", "unknown-user");
  }

  @Test
  void newBacklogTaskIsToDo() {
    task.given().when(create(with("status", IN_PROGRESS), NO_FACTS)).thenConflict("backlog-task-not-todo");
  }

  @Test
  void newTaskUnderWayHasStartedToday() {
    for (TaskStatus status : new TaskStatus[]{IN_PROGRESS, TESTING}) {
      TaskContent content = content(inSprint(status), SPRINT_RUNS);
      assertThat(content.started()).contains(TODAY);
      assertThat(content.completed()).isEmpty();
    }
  }

  @Test
  void newDoneTaskHasStartedAndCompletedToday() {
    TaskContent content = content(inSprint(DONE), SPRINT_RUNS);
    assertThat(content.started()).contains(TODAY);
    assertThat(content.completed()).contains(TODAY);
  }

  @Test
  void datesThatAreGivenStay() {
    NewTask given = with(with(inSprint(DONE), "started", Optional.of(YESTERDAY.minusDays(1))), "completed",
        Optional.of(YESTERDAY));
    TaskContent content = content(given, SPRINT_RUNS);
    assertThat(content.started()).contains(YESTERDAY.minusDays(1));
    assertThat(content.completed()).contains(YESTERDAY);
  }

  @Test
  void newTaskThatIsToDoHasNotStarted() {
    task.given().when(create(with("started", Optional.of(TODAY)), NO_FACTS)).thenConflict("started-on-todo");
  }

  @Test
  void newTaskThatIsNotDoneHasNotBeenCompleted() {
    Optional<LocalDate> today = Optional.of(TODAY);
    task.given().when(create(with("completed", today), NO_FACTS)).thenConflict("completed-not-done");
    task.given().when(create(with(inSprint(TESTING), "completed", today), SPRINT_RUNS))
        .thenConflict("completed-not-done");
  }

  private TaskContent content(NewTask newTask, TaskFacts facts) {
    return ((TaskState.Live) task.given().when(create(newTask, facts)).afterwards().state()).content();
  }

  private static TaskCommand create(NewTask newTask, TaskFacts facts) {
    return new TaskCommand.Create(ID, NUMBER, newTask, END, BY_BEN, facts);
  }

  private static NewTask inSprint(TaskStatus status) {
    return with(with("sprint", Optional.of(SPRINT)), "status", status);
  }

  private static NewTask with(String field, Object value) {
    return with(PAINT, field, value);
  }

  private static NewTask with(NewTask newTask, String field, Object value) {
    return Fields.of(NewTask.class).with(newTask, Map.of(field, value));
  }
}
