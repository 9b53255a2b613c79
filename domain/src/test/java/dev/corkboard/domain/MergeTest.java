package dev.corkboard.domain;

import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_ANNA;
import static dev.corkboard.domain.People.revision;

import dev.corkboard.domain.post.PostCommand;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostDecider;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.post.PostState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How concurrent changes merge, told with posts; it is the same for sprints and tasks. */
class MergeTest {
  private static final PostId ID = new PostId("post-1");
  private static final PostEvent CREATED = new PostEvent.Created(ID, new PostContent("old title", "old text"),
      AT_FIRST);
  private static final PostEvent TITLE_CHANGED = new PostEvent.Changed(ID,
      Map.of("title", new Change("old title", "their title")), AT_FIRST);
  private static final PostEvent TITLE_CHANGED_BACK = new PostEvent.Changed(ID,
      Map.of("title", new Change("their title", "old title")), AT_FIRST);
  private static final PostContent RENAMED = new PostContent("their title", "old text");
  private static final PostEvent DELETED = new PostEvent.Deleted(ID, Optional.of(RENAMED), AT_FIRST);
  private static final PostEvent RESTORED = new PostEvent.Restored(ID, Optional.of(RENAMED), AT_FIRST);
  private static final Patch<PostContent> NEW_TITLE = Patch.of("title", "my title");
  private static final Patch<PostContent> NEW_TEXT = Patch.of("content", "my text");

  private final Scenario<PostCommand, PostEvent, PostState> post = new Scenario<>(new PostDecider());

  @Test
  void changeOnTheNewestRevisionIsMade() {
    post.given(CREATED, TITLE_CHANGED).when(change(NEW_TITLE, revision(2)))
        .thenEvents(changed("title", "their title", "my title"));
  }

  @Test
  void changesOfDifferentFieldsMerge() {
    post.given(CREATED, TITLE_CHANGED).when(change(NEW_TEXT, revision(1)))
        .thenEvents(changed("content", "old text", "my text"));
  }

  @Test
  void changesOfTheSameFieldDoNotMerge() {
    post.given(CREATED, TITLE_CHANGED).when(change(NEW_TITLE, revision(1)))
        .thenLostRace(new Conflict("title", "my title", "their title"));
  }

  @Test
  void whatLooksTheSameIsNoConflictAndNoChange() {
    PostEvent apart = new PostEvent.Changed(ID, Map.of("title", new Change("old title", "Cafe\u0301")), AT_FIRST);
    post.given(CREATED, apart).when(change(Patch.of("title", "Caf\u00E9"), revision(1))).thenNothing();
    post.given(CREATED, apart).when(change(Patch.of("title", "Cafe\u0301"), revision(2))).thenNothing();
    post.given(CREATED, apart).when(change(NEW_TITLE, revision(1)))
        .thenLostRace(new Conflict("title", "my title", "Caf\u00E9"));
  }

  @Test
  void oneConflictHoldsBackTheWholeChange() {
    post.given(CREATED, TITLE_CHANGED).when(change(NEW_TITLE.and("content", "my text"), revision(1)))
        .thenLostRace(new Conflict("title", "my title", "their title"));
  }

  @Test
  void fieldThatWasChangedAndChangedBackIsInTheWayToo() {
    post.given(CREATED, TITLE_CHANGED, TITLE_CHANGED_BACK).when(change(NEW_TITLE, revision(1)))
        .thenLostRace(new Conflict("title", "my title", "old title"));
  }

  @Test
  void fieldChangedBeforeTheNamedRevisionIsNotInTheWay() {
    post.given(CREATED, TITLE_CHANGED, DELETED, RESTORED).when(change(NEW_TITLE, revision(2)))
        .thenEvents(changed("title", "their title", "my title"));
  }

  @Test
  void theSameValueAsTheirsIsNoConflict() {
    post.given(CREATED, TITLE_CHANGED).when(change(Patch.of("title", "their title"), revision(1))).thenNothing();
  }

  @Test
  void theSameValueAsTheirsLetsTheRestMerge() {
    post.given(CREATED, TITLE_CHANGED)
        .when(change(NEW_TEXT.and("title", "their title"), revision(1)))
        .thenEvents(changed("content", "old text", "my text"));
  }

  @Test
  void withoutRevisionTheNamedFieldsWin() {
    post.given(CREATED, TITLE_CHANGED).when(change(NEW_TITLE, OptionalLong.empty()))
        .thenEvents(changed("title", "their title", "my title"));
  }

  @Test
  void revisionThatNeverWasIsLost() {
    post.given(CREATED).when(change(NEW_TITLE, revision(2))).thenLostRace();
    post.given(CREATED).when(change(NEW_TITLE, revision(0))).thenLostRace();
  }

  @Test
  void deletionMergesWithNothing() {
    post.given(CREATED, TITLE_CHANGED).when(delete(revision(1))).thenLostRace();
    post.given(CREATED, TITLE_CHANGED).when(delete(revision(3))).thenLostRace();
  }

  @Test
  void deletionOfTheNewestOrOfAnyRevisionIsMade() {
    PostEvent deleted = new PostEvent.Deleted(ID, Optional.of(RENAMED), BY_ANNA.stamp());
    post.given(CREATED, TITLE_CHANGED).when(delete(revision(2))).thenEvents(deleted);
    post.given(CREATED, TITLE_CHANGED).when(delete(OptionalLong.empty())).thenEvents(deleted);
  }

  private static PostCommand change(Patch<PostContent> patch, OptionalLong ifMatch) {
    return new PostCommand.Change(ID, patch, ifMatch, BY_ANNA);
  }

  private static PostCommand delete(OptionalLong ifMatch) {
    return new PostCommand.Delete(ID, ifMatch, BY_ANNA);
  }

  private static PostEvent changed(String field, String from, String to) {
    return new PostEvent.Changed(ID, Map.of(field, new Change(from, to)), BY_ANNA.stamp());
  }
}
