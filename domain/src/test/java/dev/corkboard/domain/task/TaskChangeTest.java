package dev.corkboard.domain.task;

import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BEN;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.CARL;
import static dev.corkboard.domain.People.revision;
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
import static dev.corkboard.domain.task.Tasks.USER_KNOWN;
import static dev.corkboard.domain.task.Tasks.YESTERDAY;
import static dev.corkboard.domain.task.Tasks.change;
import static dev.corkboard.domain.task.Tasks.changed;
import static dev.corkboard.domain.task.Tasks.created;
import static dev.corkboard.domain.task.Tasks.deleted;
import static dev.corkboard.domain.task.Tasks.patch;
import static dev.corkboard.domain.task.Tasks.sprintEnds;
import static dev.corkboard.domain.task.Tasks.with;

import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Scenario;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which changes of a task's fields are made, and which are refused. */
class TaskChangeTest {
  private static final TaskContent ASSIGNED = with(TODO, "assigned", Optional.of(CARL));

  private final Scenario<TaskCommand, TaskEvent, TaskState> task = new Scenario<>(new TaskDecider());

  @Test
  void everybodyMayChangeAnyPlainField() {
    List<Map.Entry<String, Object>> plain = List.of(Map.entry("name", "Paint it black"),
        Map.entry("description", "All of it"), Map.entry("order", 12.5), Map.entry("due", Optional.of(TODAY)),
        Map.entry("remindAt", Optional.of(Instant.EPOCH)), Map.entry("labels", List.of("b", "a")));
    for (Map.Entry<String, Object> field : plain) {
      task.given(created(TODO)).when(change(patch(field.getKey(), field.getValue()), NO_FACTS))
          .thenEvents(changed(TODO, with(TODO, field.getKey(), field.getValue())));
    }
  }

  @Test
  void changeToWhatIsThereMakesNoEvent() {
    task.given(created(TODO)).when(change(new Patch<>(Map.of()), NO_FACTS)).thenNothing();
    task.given(created(TODO)).when(change(patch("name", TODO.name()).and("order", TODO.order()), NO_FACTS))
        .thenNothing();
    task.given(created(DONE)).when(change(patch("status", TaskStatus.DONE), NO_FACTS)).thenNothing();
  }

  @Test
  void zeroOfEitherSignIsTheSameOrder() {
    task.given(created(with(TODO, "order", 0.0))).when(change(patch("order", -0.0), NO_FACTS)).thenNothing();
  }

  @Test
  void onlyWhatThereIsCanBeChanged() {
    task.given().when(change(patch("name", "New"), NO_FACTS)).thenNotFound();
    task.given(created(TODO), deleted()).when(change(patch("name", "New"), NO_FACTS)).thenNotFound();
  }

  @Test
  void taskMovesToSprintThatEndsTodayOrLater() {
    task.given(created(TODO)).when(change(patch("sprint", Optional.of(OTHER)), sprintEnds(OTHER, TODAY)))
        .thenEvents(changed(TODO, with(TODO, "sprint", Optional.of(OTHER))));
  }

  @Test
  void taskDoesNotMoveToSprintThatIsOver() {
    task.given(created(TODO)).when(change(patch("sprint", Optional.of(OTHER)), sprintEnds(OTHER, YESTERDAY)))
        .thenConflict("sprint-is-over");
  }

  @Test
  void taskDoesNotMoveToUnknownSprint() {
    task.given(created(TODO)).when(change(patch("sprint", Optional.of(OTHER)), NO_FACTS))
        .thenInvalid("sprint", "unknown-sprint");
  }

  @Test
  void namingTheSameSprintIsNoChangeThoughItIsOverOrGone() {
    Patch<TaskContent> sameSprint = patch("sprint", Optional.of(SPRINT));
    for (TaskFacts facts : new TaskFacts[]{NO_FACTS, sprintEnds(SPRINT, YESTERDAY)}) {
      task.given(created(TODO)).when(change(sameSprint, facts)).thenNothing();
      task.given(created(TODO)).when(change(sameSprint.and("name", "New"), facts))
          .thenEvents(changed(TODO, with(TODO, "name", "New")));
    }
  }

  @Test
  void changeThatDoesNotNameTheSprintIsMadeThoughItIsOverOrGone() {
    task.given(created(TODO)).when(change(patch("name", "New"), NO_FACTS))
        .thenEvents(changed(TODO, with(TODO, "name", "New")));
    task.given(created(DONE)).when(change(patch("name", "New"), sprintEnds(SPRINT, YESTERDAY)))
        .thenEvents(changed(DONE, with(DONE, "name", "New")));
  }

  @Test
  void doneTaskDoesNotChangeSprint() {
    Patch<TaskContent> toOther = patch("sprint", Optional.of(OTHER));
    task.given(created(DONE)).when(change(toOther, sprintEnds(OTHER, TODAY))).thenConflict("task-is-done");
    task.given(created(DONE)).when(change(patch("sprint", Optional.empty()), NO_FACTS)).thenConflict("task-is-done");
  }

  @Test
  void doneTaskDoesNotChangeSprintThoughTheSameCommandReopensIt() {
    Patch<TaskContent> reopen = patch("status", TaskStatus.TODO);
    task.given(created(DONE)).when(change(reopen.and("sprint", Optional.of(OTHER)), sprintEnds(OTHER, TODAY)))
        .thenConflict("task-is-done");
    task.given(created(DONE)).when(change(reopen.and("sprint", Optional.empty()), NO_FACTS))
        .thenConflict("task-is-done");
  }

  @Test
  void taskMayBeDoneInTheCommandThatChangesItsSprint() {
    TaskContent after = with(with(with(IN_PROGRESS, "sprint", Optional.of(OTHER)), "status", TaskStatus.DONE),
        "completed", Optional.of(TODAY));
    task.given(created(IN_PROGRESS))
        .when(change(patch("sprint", Optional.of(OTHER)).and("status", TaskStatus.DONE), sprintEnds(OTHER, TODAY)))
        .thenEvents(changed(IN_PROGRESS, after));
  }

  @Test
  void backlogTaskStaysToDo() {
    task.given(created(IN_BACKLOG)).when(change(patch("status", TaskStatus.IN_PROGRESS), NO_FACTS))
        .thenConflict("backlog-task-not-todo");
  }

  @Test
  void taskUnderWayDoesNotGoToTheBacklogAsItIs() {
    task.given(created(IN_PROGRESS)).when(change(patch("sprint", Optional.empty()), NO_FACTS))
        .thenConflict("backlog-task-not-todo");
  }

  @Test
  void taskGoesToTheBacklogWhenTheCommandMakesItToDo() {
    Patch<TaskContent> back = patch("sprint", Optional.empty());
    task.given(created(TODO)).when(change(back, NO_FACTS)).thenEvents(changed(TODO, IN_BACKLOG));
    task.given(created(IN_PROGRESS)).when(change(back.and("status", TaskStatus.TODO), NO_FACTS))
        .thenEvents(changed(IN_PROGRESS, IN_BACKLOG));
  }

  @Test
  void taskLeavesTheBacklogAndStartsInOneCommand() {
    TaskContent after = with(IN_PROGRESS, "started", Optional.of(TODAY));
    task.given(created(IN_BACKLOG))
        .when(change(patch("sprint", Optional.of(SPRINT)).and("status", TaskStatus.IN_PROGRESS),
            sprintEnds(SPRINT, TODAY)))
        .thenEvents(changed(IN_BACKLOG, after));
  }

  @Test
  void taskIsAssignedToKnownUsersOnly() {
    Patch<TaskContent> toBen = patch("assigned", Optional.of(BEN));
    task.given(created(TODO)).when(change(toBen, USER_KNOWN))
        .thenEvents(changed(TODO, with(TODO, "assigned", Optional.of(BEN))));
    task.given(created(TODO)).when(change(toBen, NO_FACTS)).thenInvalid("assigned", "unknown-user");
  }

  @Test
  void assignmentStaysOrIsClearedThoughNobodyKnowsTheUser() {
    task.given(created(ASSIGNED)).when(change(patch("assigned", Optional.of(CARL)), NO_FACTS)).thenNothing();
    task.given(created(ASSIGNED)).when(change(patch("name", "New"), NO_FACTS))
        .thenEvents(changed(ASSIGNED, with(ASSIGNED, "name", "New")));
    task.given(created(ASSIGNED)).when(change(patch("assigned", Optional.empty()), NO_FACTS))
        .thenEvents(changed(ASSIGNED, TODO));
  }

  @Test
  void whatCannotBeIsRefusedBeforeWhatMayNotBe() {
    Patch<TaskContent> toOther = patch("sprint", Optional.of(OTHER));
    task.given(created(DONE)).when(change(toOther, NO_FACTS)).thenInvalid("sprint", "unknown-sprint");
    task.given(created(DONE)).when(change(toOther.and("assigned", Optional.of(BEN)), NO_FACTS))
        .thenInvalid("sprint", "unknown-sprint");
    task.given(created(DONE)).when(change(toOther.and("assigned", Optional.of(BEN)), sprintEnds(OTHER, TODAY)))
        .thenInvalid("assigned", "unknown-user");
  }

  @Test
  void doneTaskIsRefusedBeforeSprintThatIsOverAndThatBeforeTheDates() {
    Patch<TaskContent> toOther = patch("sprint", Optional.of(OTHER)).and("completed", Optional.of(TODAY));
    task.given(created(DONE)).when(change(toOther, sprintEnds(OTHER, YESTERDAY))).thenConflict("task-is-done");
    task.given(created(TODO)).when(change(toOther, sprintEnds(OTHER, YESTERDAY))).thenConflict("sprint-is-over");
  }

  @Test
  void backlogIsRefusedBeforeStartAndStartBeforeCompletion() {
    Patch<TaskContent> dates = patch("started", Optional.of(TODAY)).and("completed", Optional.of(TODAY));
    task.given(created(IN_BACKLOG)).when(change(dates.and("status", TaskStatus.TESTING), NO_FACTS))
        .thenConflict("backlog-task-not-todo");
    task.given(created(IN_BACKLOG)).when(change(dates, NO_FACTS)).thenConflict("started-on-todo");
  }

  @Test
  void revisionIsJudgedBeforeTheRules() {
    TaskEvent renamed = new TaskEvent.Changed(ID, FIELDS.diff(TODO, with(TODO, "name", "Theirs")), AT_FIRST);
    Patch<TaskContent> patch = patch("name", "Mine").and("sprint", Optional.of(OTHER));
    task.given(created(TODO), renamed)
        .when(new TaskCommand.Change(ID, patch, revision(1), BY_BEN, NO_FACTS))
        .thenLostRace(new Conflict("name", "Mine", "Theirs"));
  }

  @Test
  void dateThatFollowedFromTheStatusCountsAsChanged() {
    TaskEvent started = new TaskEvent.Changed(ID, FIELDS.diff(TODO, IN_PROGRESS), AT_FIRST);
    task.given(created(TODO), started)
        .when(new TaskCommand.Change(ID, patch("started", Optional.of(TODAY)), revision(1), BY_BEN, NO_FACTS))
        .thenLostRace(new Conflict("started", Optional.of(TODAY), Optional.of(YESTERDAY)));
  }

  @Test
  void theSameChangeSentAgainOnTheOldRevisionMakesNoEvent() {
    TaskCommand start = new TaskCommand.Change(ID, patch("status", TaskStatus.IN_PROGRESS), revision(1), BY_BEN,
        NO_FACTS);
    TaskEvent started = changed(TODO, with(IN_PROGRESS, "started", Optional.of(TODAY)));
    task.given(created(TODO)).when(start).thenEvents(started).when(start).thenNothing();
  }
}
