package dev.corkboard.domain.task;

import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.task.TaskContent.FIELDS;
import static dev.corkboard.domain.task.Tasks.DONE;
import static dev.corkboard.domain.task.Tasks.ID;
import static dev.corkboard.domain.task.Tasks.IN_BACKLOG;
import static dev.corkboard.domain.task.Tasks.IN_PROGRESS;
import static dev.corkboard.domain.task.Tasks.NO_FACTS;
import static dev.corkboard.domain.task.Tasks.OTHER;
import static dev.corkboard.domain.task.Tasks.SPRINT;
import static dev.corkboard.domain.task.Tasks.TODAY;
import static dev.corkboard.domain.task.Tasks.TODO;
import static dev.corkboard.domain.task.Tasks.YESTERDAY;
import static dev.corkboard.domain.task.Tasks.created;
import static dev.corkboard.domain.task.Tasks.deleted;
import static dev.corkboard.domain.task.Tasks.patch;
import static dev.corkboard.domain.task.Tasks.sprintEnds;
import static dev.corkboard.domain.task.Tasks.with;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Scenario;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where a card may be put, and which order it gets there; those that are moved stand at 1024. */
class TaskMoveTest {
  private static final Patch<TaskContent> SAME_COLUMN = new Patch<>(Map.of());
  private static final Patch<TaskContent> TO_OTHER = patch("sprint", Optional.of(OTHER));
  private static final Patch<TaskContent> TO_DONE = patch("status", TaskStatus.DONE);
  private static final Gap AT_END = Gap.end(9000);
  private static final Gap LATER = between(2000, 3000);

  private final Scenario<TaskCommand, TaskEvent, TaskState> task = new Scenario<>(new TaskDecider());

  @Test
  void cardGoesBetweenItsNeighbours() {
    thenMoved(between(2000, 3000));
  }

  @Test
  void cardGoesBeforeTheFirst() {
    thenMoved(before(500));
  }

  @Test
  void cardGoesToTheEndWhenItGoesAfterTheLast() {
    thenMoved(after(2000));
    thenMoved(after(9000));
  }

  @Test
  void cardWithoutNeighboursGoesToTheEndOfAnotherColumn() {
    TaskContent after = with(with(TODO, "sprint", Optional.of(OTHER)), "order", AT_END.order(ID));
    task.given(created(TODO)).when(move(TO_OTHER, AT_END, sprintEnds(OTHER, TODAY))).thenEvents(moved(TODO, after));
  }

  @Test
  void cardThatIsThereAlreadyStays() {
    task.given(created(TODO)).when(move(SAME_COLUMN, AT_END)).thenNothing();
    task.given(created(TODO)).when(move(SAME_COLUMN, between(1000, 1100))).thenNothing();
    task.given(created(TODO)).when(move(SAME_COLUMN, after(1000))).thenNothing();
    task.given(created(TODO)).when(move(SAME_COLUMN, before(1100))).thenNothing();
  }

  @Test
  void columnThatIsNamedThoughTheCardIsInItIsTheSame() {
    Patch<TaskContent> here = patch("sprint", Optional.of(SPRINT)).and("status", TaskStatus.TODO);
    task.given(created(TODO)).when(move(here, AT_END, sprintEnds(SPRINT, YESTERDAY))).thenNothing();
    task.given(created(TODO)).when(move(here, after(2000), NO_FACTS))
        .thenEvents(moved(TODO, with(TODO, "order", AT_END.order(ID))));
  }

  @Test
  void cardBesideOneOfTheSameOrderIsNotBetween() {
    thenMoved(between(1024, 2048));
  }

  @Test
  void moveSentAgainMakesNoEvent() {
    TaskCommand move = move(TO_DONE, between(2000, 3000));
    task.given(created(TODO)).when(move).afterwards().when(move).thenNothing();
  }

  @Test
  void neighboursWithoutRoomBetweenThemAreRefused() {
    task.given(created(TODO)).when(move(SAME_COLUMN, between(1, Math.nextUp(1.0)))).thenConflict("no-room");
    task.given(created(TODO)).when(move(SAME_COLUMN, between(1, 1 + 60 * Math.ulp(1.0)))).thenConflict("no-room");
    task.given(created(TODO)).when(move(SAME_COLUMN, between(5, 5))).thenConflict("no-room");
    task.given(created(TODO)).when(move(SAME_COLUMN, after(Double.MAX_VALUE))).thenConflict("no-room");
    task.given(created(TODO)).when(move(SAME_COLUMN, before(-Double.MAX_VALUE))).thenConflict("no-room");
  }

  @Test
  void neighboursInTheWrongOrderAreRefused() {
    task.given(created(TODO)).when(move(SAME_COLUMN, between(3000, 2000))).thenConflict("neighbours-not-in-order");
  }

  @Test
  void farthestNeighboursStillHaveRoom() {
    task.given(created(TODO)).when(move(TO_DONE, between(-Double.MAX_VALUE, Double.MAX_VALUE))).afterwards();
    task.given(created(TODO)).when(move(TO_DONE, between(1e308, Double.MAX_VALUE))).afterwards();
  }

  @Test
  void datesFollowTheColumn() {
    TaskContent after = with(with(with(IN_PROGRESS, "status", TaskStatus.DONE), "completed", Optional.of(TODAY)),
        "order", AT_END.order(ID));
    task.given(created(IN_PROGRESS)).when(move(TO_DONE, AT_END)).thenEvents(moved(IN_PROGRESS, after));
  }

  @Test
  void cardGoesToTheBacklogOnlyAsToDo() {
    Patch<TaskContent> back = patch("sprint", Optional.empty());
    task.given(created(IN_PROGRESS)).when(move(back, AT_END)).thenConflict("backlog-task-not-todo");
    task.given(created(IN_PROGRESS)).when(move(back.and("status", TaskStatus.TODO), AT_END))
        .thenEvents(moved(IN_PROGRESS, with(IN_BACKLOG, "order", AT_END.order(ID))));
  }

  @Test
  void rulesOfSprintsHoldForMoves() {
    task.given(created(TODO)).when(move(TO_OTHER, AT_END, NO_FACTS)).thenInvalid("sprint", "unknown-sprint");
    task.given(created(TODO)).when(move(TO_OTHER, AT_END, sprintEnds(OTHER, YESTERDAY)))
        .thenConflict("sprint-is-over");
    task.given(created(DONE)).when(move(TO_OTHER, AT_END, sprintEnds(OTHER, TODAY))).thenConflict("task-is-done");
  }

  @Test
  void rulesAreJudgedBeforeRoom() {
    task.given(created(TODO)).when(move(TO_OTHER, between(5, 5), NO_FACTS)).thenInvalid("sprint", "unknown-sprint");
  }

  @Test
  void doneCardMovesWithinItsColumnThoughTheSprintIsOver() {
    task.given(created(DONE)).when(move(SAME_COLUMN, after(2000), NO_FACTS))
        .thenEvents(moved(DONE, with(DONE, "order", AT_END.order(ID))));
  }

  @Test
  void onlyWhatThereIsCanBeMoved() {
    task.given().when(move(SAME_COLUMN, AT_END)).thenNotFound();
    task.given(created(TODO), deleted()).when(move(SAME_COLUMN, AT_END)).thenNotFound();
  }

  @Test
  void moveNamesNothingButTheColumn() {
    assertThatThrownBy(() -> move(patch("name", "New"), AT_END)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cardThatWasPutElsewhereSinceIsNotMoved() {
    TaskEvent elsewhere = new TaskEvent.Moved(ID, FIELDS.diff(TODO, IN_PROGRESS), AT_FIRST);
    task.given(created(TODO), elsewhere).when(moveKnowing(1, patch("status", TaskStatus.DONE)))
        .thenLostRace(new Conflict("status", TaskStatus.DONE, TaskStatus.IN_PROGRESS));
    TaskEvent inColumn = moved(TODO, with(TODO, "order", 7.0));
    task.given(created(TODO), inColumn).when(moveKnowing(1, SAME_COLUMN))
        .thenLostRace(new Conflict("order", LATER.order(ID), 7.0));
    task.given(created(TODO), inColumn).when(moveKnowing(2, SAME_COLUMN)).afterwards();
    task.given(created(TODO), inColumn).when(moveKnowing(9, SAME_COLUMN)).thenLostRace();
  }

  @Test
  void cardThatWasChangedSinceIsMoved() {
    TaskEvent renamed = new TaskEvent.Changed(ID, FIELDS.diff(TODO, with(TODO, "name", "New")), AT_FIRST);
    task.given(created(TODO), renamed).when(moveKnowing(1, SAME_COLUMN)).afterwards();
  }

  private static TaskCommand moveKnowing(long revision, Patch<TaskContent> column) {
    return new TaskCommand.Move(ID, column, LATER, OptionalLong.of(revision), BY_BEN, NO_FACTS);
  }

  @Test
  void cardIsShiftedOnlyFromWhereItStands() {
    task.given(created(TODO)).when(shift(TODO, TODO.order(), 7)).thenEvents(moved(TODO, with(TODO, "order", 7.0)));
    task.given(created(TODO)).when(shift(TODO, TODO.order() + 1, 7)).thenNothing();
    task.given(created(TODO)).when(shift(IN_PROGRESS, TODO.order(), 7)).thenNothing();
    task.given(created(TODO)).when(shift(with(TODO, "sprint", Optional.of(OTHER)), TODO.order(), 7)).thenNothing();
    task.given(created(TODO)).when(shift(TODO, TODO.order(), TODO.order())).thenNothing();
    task.given(created(TODO), deleted()).when(shift(TODO, TODO.order(), 7)).thenNothing();
    task.given().when(shift(TODO, TODO.order(), 7)).thenNotFound();
  }

  private static TaskCommand shift(TaskContent column, double from, double to) {
    return new TaskCommand.Shift(ID, column.sprint(), column.status(), from, to, BY_BEN);
  }

  private void thenMoved(Gap gap) {
    task.given(created(TODO)).when(move(SAME_COLUMN, gap))
        .thenEvents(moved(TODO, with(TODO, "order", gap.order(ID))));
  }

  private static TaskCommand move(Patch<TaskContent> column, Gap gap) {
    return move(column, gap, NO_FACTS);
  }

  private static TaskCommand move(Patch<TaskContent> column, Gap gap, TaskFacts facts) {
    return new TaskCommand.Move(ID, column, gap, ANY, BY_BEN, facts);
  }

  private static TaskEvent moved(TaskContent before, TaskContent after) {
    return new TaskEvent.Moved(ID, FIELDS.diff(before, after), BY_BEN.stamp());
  }

  private static Gap between(double after, double before) {
    return new Gap(OptionalDouble.of(after), OptionalDouble.of(before), 9000);
  }

  private static Gap after(double order) {
    return new Gap(OptionalDouble.of(order), OptionalDouble.empty(), 9000);
  }

  private static Gap before(double order) {
    return new Gap(OptionalDouble.empty(), OptionalDouble.of(order), 9000);
  }
}
