package dev.corkboard.domain.sprint;

import static dev.corkboard.domain.People.ANNA;
import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_ADMIN;
import static dev.corkboard.domain.People.BY_ANNA;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.NOON;
import static dev.corkboard.domain.People.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Conflict;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Scenario;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SprintDeciderTest {
  private static final SprintId ID = new SprintId("sprint-1");
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 2);
  private static final LocalDate THIRD = LocalDate.of(2026, 3, 3);
  private static final SprintContent MARCH = sprint(Optional.of(FIRST), SECOND);
  private static final SprintEvent CREATED = new SprintEvent.Created(ID, MARCH, AT_FIRST);
  private static final SprintEvent DELETED = new SprintEvent.Deleted(ID, Optional.of(MARCH), AT_FIRST);
  private static final SprintEvent STARTS_LATER = new SprintEvent.Changed(ID,
      Map.of("start", new Change(Optional.of(FIRST), Optional.of(SECOND))), AT_FIRST);

  private final Scenario<SprintCommand, SprintEvent, SprintState> sprint = new Scenario<>(new SprintDecider());

  @Test
  void everybodyMayCreate() {
    sprint.given().when(new SprintCommand.Create(ID, MARCH, BY_BEN))
        .thenEvents(new SprintEvent.Created(ID, MARCH, BY_BEN.stamp()));
  }

  @Test
  void sprintMayHaveNoStartOrStartOnItsLastDay() {
    sprint.given().when(create(sprint(Optional.empty(), FIRST))).afterwards();
    sprint.given().when(create(sprint(Optional.of(FIRST), FIRST))).afterwards();
  }

  @Test
  void sprintDoesNotStartAfterItsEnd() {
    sprint.given().when(create(sprint(Optional.of(SECOND), FIRST))).thenInvalid("start", "start-after-end");
  }

  @Test
  void creatingTwiceChangesNothing() {
    sprint.given(CREATED).when(create(MARCH)).thenNothing();
  }

  @Test
  void creatingAgainWhatWasDeletedIsRefused() {
    sprint.given(CREATED, DELETED).when(create(MARCH)).thenConflict("deleted");
  }

  @Test
  void everybodyMayChange() {
    sprint.given(CREATED).when(change(Patch.of("end", THIRD), ANY, BY_BEN)).thenEvents(
        new SprintEvent.Changed(ID, Map.of("end", new Change(SECOND, THIRD)), BY_BEN.stamp()));
  }

  @Test
  void startMayBeCleared() {
    sprint.given(CREATED).when(change(Patch.of("start", Optional.empty()), ANY, BY_BEN)).thenEvents(
        new SprintEvent.Changed(ID, Map.of("start", new Change(Optional.of(FIRST), Optional.empty())),
            BY_BEN.stamp()));
  }

  @Test
  void changeToWhatIsThereMakesNoEvent() {
    sprint.given(CREATED).when(change(Patch.of("end", SECOND), ANY, BY_BEN)).thenNothing();
  }

  @Test
  void changeOfEitherEndMustKeepTheOrder() {
    sprint.given(CREATED).when(change(Patch.of("start", Optional.of(THIRD)), ANY, BY_ANNA))
        .thenInvalid("start", "start-after-end");
    sprint.given(CREATED).when(change(Patch.of("end", FIRST.minusDays(1)), ANY, BY_ANNA))
        .thenInvalid("end", "start-after-end");
    Patch<SprintContent> both = Patch.of("end", FIRST);
    sprint.given(CREATED).when(change(both.and("start", Optional.of(SECOND)), ANY, BY_ANNA))
        .thenInvalid("start", "start-after-end");
  }

  @Test
  void startAndEndAreJudgedOnWhatTheMergeMakes() {
    sprint.given(CREATED, STARTS_LATER).when(change(Patch.of("end", FIRST), revision(1), BY_BEN))
        .thenInvalid("end", "start-after-end");
  }

  @Test
  void revisionIsJudgedBeforeTheRules() {
    sprint.given(CREATED, STARTS_LATER)
        .when(change(Patch.of("start", Optional.of(THIRD)), revision(1), BY_BEN))
        .thenLostRace(new Conflict("start", Optional.of(THIRD), Optional.of(SECOND)));
    sprint.given(CREATED, STARTS_LATER).when(delete(revision(1), BY_ANNA, false)).thenLostRace();
  }

  @Test
  void onlyWhatThereIsCanBeChangedOrDeleted() {
    sprint.given().when(change(Patch.of("end", THIRD), ANY, BY_ANNA)).thenNotFound();
    sprint.given().when(delete(ANY, BY_ANNA, true)).thenNotFound();
    sprint.given(CREATED, DELETED).when(change(Patch.of("end", THIRD), ANY, BY_ANNA)).thenNotFound();
    sprint.given(CREATED, DELETED).when(delete(ANY, BY_BEN, true)).thenNotFound();
  }

  @Test
  void creatorAndAdminMayDeleteAnEmptySprint() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      sprint.given(CREATED).when(delete(ANY, origin, true))
          .thenEvents(new SprintEvent.Deleted(ID, Optional.of(MARCH), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotDeleteWhateverTheRevisionAndTheTasks() {
    sprint.given(CREATED).when(delete(ANY, BY_BEN, true)).thenForbidden();
    sprint.given(CREATED).when(delete(revision(7), BY_BEN, false)).thenForbidden();
  }

  @Test
  void sprintWithTasksIsNotDeleted() {
    sprint.given(CREATED).when(delete(ANY, BY_ANNA, false)).thenConflict("sprint-not-empty");
    sprint.given(CREATED).when(delete(ANY, BY_ADMIN, false)).thenConflict("sprint-not-empty");
  }

  @Test
  void creatorAndAdminMayRestoreIt() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      sprint.given(CREATED, DELETED).when(new SprintCommand.Restore(ID, origin))
          .thenEvents(new SprintEvent.Restored(ID, MARCH, origin.stamp()));
    }
    sprint.given(CREATED, DELETED).when(new SprintCommand.Restore(ID, BY_BEN)).thenForbidden();
    sprint.given(CREATED).when(new SprintCommand.Restore(ID, BY_BEN)).thenForbidden();
  }

  @Test
  void onlyWhatWasDeletedCanBeRestored() {
    sprint.given().when(new SprintCommand.Restore(ID, BY_ANNA)).thenNotFound();
    sprint.given(CREATED).when(new SprintCommand.Restore(ID, BY_ANNA)).thenConflict("not-deleted");
  }

  @Test
  void restoredSprintIsAsItWasButForRevisionAndTime() {
    SprintState.Live live = (SprintState.Live) sprint.given(CREATED, DELETED)
        .when(new SprintCommand.Restore(ID, BY_ADMIN)).afterwards().state();
    assertThat(live.content()).isEqualTo(MARCH);
    assertThat(live.createdBy()).isEqualTo(ANNA);
    assertThat(live.revision()).isEqualTo(3);
    assertThat(live.updatedAt()).isEqualTo(BY_ADMIN.at());
  }

  @Test
  void whoChangesSprintDoesNotBecomeItsCreator() {
    SprintState.Live live = (SprintState.Live) sprint.given(CREATED)
        .when(change(Patch.of("name", "New"), ANY, BY_BEN)).afterwards().state();
    assertThat(live).extracting(SprintState.Live::createdBy, SprintState.Live::updatedAt, SprintState.Live::revision)
        .containsExactly(ANNA, NOON, 2L);
  }

  @Test
  void idHasOneToThirtySixCharacters() {
    assertThat(new SprintId("x".repeat(36)).value()).hasSize(36);
    assertThatThrownBy(() -> new SprintId("x".repeat(37))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SprintId("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textsOfSprintHaveTheLengthsOfTheContract() {
    assertThat(SprintContent.NAME.violation("x".repeat(100))).isEmpty();
    assertThat(SprintContent.NAME.violation("x".repeat(101))).isPresent();
    assertThat(SprintContent.NAME.violation("")).isPresent();
    assertThat(SprintContent.DESCRIPTION.violation("")).isEmpty();
    assertThat(SprintContent.DESCRIPTION.violation("x".repeat(20_001))).isPresent();
  }

  @Test
  void eachLimitIsChangedByItself() {
    SprintState limited = sprint.given(CREATED).when(change(limits(3, 4), ANY, BY_BEN)).afterwards()
        .state();
    assertThat(limits(limited)).contains(new WipLimits(Optional.empty(), Optional.of(3), Optional.of(4), NO_LIMIT));
    SprintEvent changed = new SprintEvent.Changed(ID, Map.of("wip", new Change(Optional.empty(),
        limits(limited))), AT_FIRST);
    SprintState less = sprint.given(CREATED, changed).when(change(limits(WipLimits.TAKEN_BACK, 5), ANY, BY_BEN))
        .afterwards().state();
    assertThat(limits(less)).contains(new WipLimits(NO_LIMIT, NO_LIMIT, Optional.of(5), NO_LIMIT));
    assertThat(limits(sprint.given(CREATED, changed)
        .when(change(limits(WipLimits.TAKEN_BACK, WipLimits.TAKEN_BACK), ANY, BY_BEN)).afterwards().state())).isEmpty();
    sprint.given(CREATED, changed).when(change(limits(3, 4), ANY, BY_BEN)).thenNothing();
    sprint.given(CREATED, changed).when(change(Patch.of("wip", Optional.empty()), revision(2), BY_BEN)).afterwards();
  }

  @Test
  void everybodyClosesASprintThatHasBegun() {
    SprintState closed = sprint.given(CREATED).when(new SprintCommand.Close(ID, FIRST, BY_BEN)).afterwards()
        .state();
    assertThat(closed.lastContent().orElseThrow().end()).isEqualTo(FIRST);
    sprint.given(CREATED).when(new SprintCommand.Close(ID, SECOND, BY_BEN)).thenNothing();
    sprint.given(CREATED, STARTS_LATER).when(new SprintCommand.Close(ID, FIRST, BY_BEN))
        .thenConflict("sprint-not-begun");
    sprint.given(CREATED, DELETED).when(new SprintCommand.Close(ID, SECOND, BY_BEN))
        .thenNotFound();
  }

  @Test
  void openTasksGoIntoAnotherSprintThatIsNotOver() {
    SprintId other = new SprintId("sprint-2");
    SprintState live = new SprintDecider().evolve(new SprintState.Absent(), CREATED);
    SprintState gone = new SprintState.Absent();
    assertThat(Closing.refusal(ID, live, Optional.empty(), gone, SECOND)).isEmpty();
    assertThat(Closing.refusal(ID, live, Optional.of(other), live, SECOND)).isEmpty();
    assertThat(Closing.refusal(ID, live, Optional.of(other), gone, SECOND)).contains(Closing.UNKNOWN_TARGET);
    assertThat(Closing.refusal(ID, live, Optional.of(ID), live, SECOND)).contains(Closing.SAME_SPRINT);
    assertThat(Closing.refusal(ID, live, Optional.of(other), live, THIRD)).contains(Closing.TARGET_IS_OVER);
  }

  private static final Optional<Integer> NO_LIMIT = Optional.empty();

  private static Patch<SprintContent> limits(int inProgress, int testing) {
    return Patch.of("wip",
        Optional.of(new WipLimits(NO_LIMIT, Optional.of(inProgress), Optional.of(testing), NO_LIMIT)));
  }

  private static Optional<WipLimits> limits(SprintState state) {
    return state.lastContent().orElseThrow().wip();
  }

  private static SprintContent sprint(Optional<LocalDate> start, LocalDate end) {
    return new SprintContent("March", "", start, end, Optional.empty());
  }

  private static SprintCommand create(SprintContent content) {
    return new SprintCommand.Create(ID, content, BY_ANNA);
  }

  private static SprintCommand change(Patch<SprintContent> patch, OptionalLong ifMatch, Origin origin) {
    return new SprintCommand.Change(ID, patch, ifMatch, origin);
  }

  private static SprintCommand delete(OptionalLong ifMatch, Origin origin, boolean empty) {
    return new SprintCommand.Delete(ID, ifMatch, origin, empty);
  }
}
