package dev.corkboard.domain.task;

import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.BEN;
import static dev.corkboard.domain.People.BY_ADMIN;
import static dev.corkboard.domain.People.BY_ANNA;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.BY_CARL;
import static dev.corkboard.domain.People.EVENING;
import static dev.corkboard.domain.People.revision;
import static dev.corkboard.domain.task.TaskContent.FIELDS;
import static dev.corkboard.domain.task.Tasks.DONE;
import static dev.corkboard.domain.task.Tasks.ID;
import static dev.corkboard.domain.task.Tasks.NUMBER;
import static dev.corkboard.domain.task.Tasks.IN_BACKLOG;
import static dev.corkboard.domain.task.Tasks.NO_FACTS;
import static dev.corkboard.domain.task.Tasks.SPRINT;
import static dev.corkboard.domain.task.Tasks.TODO;
import static dev.corkboard.domain.task.Tasks.YESTERDAY;
import static dev.corkboard.domain.task.Tasks.created;
import static dev.corkboard.domain.task.Tasks.deleted;
import static dev.corkboard.domain.task.Tasks.sprintEnds;
import static dev.corkboard.domain.task.Tasks.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Scenario;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who deletes and restores a task that Anna created and that Ben is to do, and how it comes back. */
class TaskDeletionTest {
  private static final TaskContent FOR_BEN = with(TODO, "assigned", Optional.of(BEN));
  private static final TaskEvent CREATED = created(FOR_BEN);
  private static final TaskFacts SPRINT_EXISTS = sprintEnds(SPRINT, YESTERDAY);

  private final Scenario<TaskCommand, TaskEvent, TaskState> task = new Scenario<>(new TaskDecider());

  @Test
  void creatorAssigneeAndAdminMayDelete() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_BEN, BY_ADMIN}) {
      task.given(CREATED).when(new TaskCommand.Delete(ID, ANY, origin))
          .thenEvents(new TaskEvent.Deleted(ID, OptionalLong.of(NUMBER), Optional.of(FOR_BEN), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotDeleteWhateverTheRevision() {
    task.given(CREATED).when(new TaskCommand.Delete(ID, ANY, BY_CARL)).thenForbidden();
    task.given(CREATED).when(new TaskCommand.Delete(ID, revision(7), BY_CARL)).thenForbidden();
  }

  @Test
  void deletionNeedsTheRevisionThatItNames() {
    task.given(CREATED).when(new TaskCommand.Delete(ID, revision(2), BY_ANNA)).thenLostRace();
  }

  @Test
  void onlyWhatThereIsCanBeDeleted() {
    task.given().when(new TaskCommand.Delete(ID, ANY, BY_CARL)).thenNotFound();
    task.given(CREATED, deleted()).when(new TaskCommand.Delete(ID, ANY, BY_CARL)).thenNotFound();
  }

  @Test
  void creatorAssigneeAndAdminMayRestoreThoughTheSprintIsOver() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_BEN, BY_ADMIN}) {
      task.given(CREATED, deleted()).when(restore(origin, SPRINT_EXISTS))
          .thenEvents(
              new TaskEvent.Restored(ID, OptionalLong.of(NUMBER), Map.of(), Optional.of(FOR_BEN), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotRestore() {
    task.given(CREATED, deleted()).when(restore(BY_CARL, SPRINT_EXISTS)).thenForbidden();
    task.given(CREATED).when(restore(BY_CARL, SPRINT_EXISTS)).thenForbidden();
  }

  @Test
  void onlyWhatWasDeletedCanBeRestored() {
    task.given().when(restore(BY_ANNA, NO_FACTS)).thenNotFound();
    task.given(CREATED).when(restore(BY_ANNA, SPRINT_EXISTS)).thenConflict("not-deleted");
  }

  @Test
  void restoredTaskIsAsItWasButForRevisionAndTime() {
    TaskState.Live restored = (TaskState.Live) task.given(CREATED, deleted()).when(restore(BY_ADMIN, SPRINT_EXISTS))
        .afterwards().state();
    assertThat(restored.content()).isEqualTo(FOR_BEN);
    assertThat(restored.revision()).isEqualTo(3);
    assertThat(restored.updatedAt()).isEqualTo(EVENING);
  }

  @Test
  void taskWhoseSprintHasGoneComesBackToTheBacklogAsToDo() {
    task.given(created(DONE), deleted()).when(restore(BY_ANNA, NO_FACTS))
        .thenEvents(
            new TaskEvent.Restored(ID, OptionalLong.of(NUMBER), FIELDS.diff(DONE, IN_BACKLOG), Optional.of(IN_BACKLOG),
                BY_ANNA.stamp()));
  }

  @Test
  void taskOfTheBacklogComesBackToIt() {
    task.given(created(IN_BACKLOG), deleted()).when(restore(BY_ANNA, NO_FACTS))
        .thenEvents(
            new TaskEvent.Restored(ID, OptionalLong.of(NUMBER), Map.of(), Optional.of(IN_BACKLOG), BY_ANNA.stamp()));
  }

  private static TaskCommand restore(Origin origin, TaskFacts facts) {
    return new TaskCommand.Restore(ID, origin, facts);
  }
}
