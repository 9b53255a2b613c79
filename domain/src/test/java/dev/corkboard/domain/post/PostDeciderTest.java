package dev.corkboard.domain.post;

import static dev.corkboard.domain.People.ANNA;
import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_ADMIN;
import static dev.corkboard.domain.People.BY_ANNA;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.EVENING;
import static dev.corkboard.domain.People.MORNING;
import static dev.corkboard.domain.People.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Scenario;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostDeciderTest {
  private static final PostId ID = new PostId("post-1");
  private static final PostContent HELLO = new PostContent("Hello", "All of you");
  private static final PostEvent CREATED = new PostEvent.Created(ID, HELLO, AT_FIRST);
  private static final PostEvent DELETED = new PostEvent.Deleted(ID, Optional.of(HELLO), AT_FIRST);
  private static final PostEvent RESTORED = new PostEvent.Restored(ID, Optional.of(HELLO), AT_FIRST);
  private static final Patch<PostContent> NEW_TITLE = Patch.of("title", "Hi");

  private final Scenario<PostCommand, PostEvent, PostState> post = new Scenario<>(new PostDecider());

  @Test
  void everybodyMayPost() {
    post.given().when(new PostCommand.Create(ID, HELLO, BY_BEN))
        .thenEvents(new PostEvent.Created(ID, HELLO, BY_BEN.stamp()));
  }

  @Test
  void creationChangesEveryFieldFromNothing() {
    assertThat(CREATED.changes()).containsExactly(entry("title", new Change(null, "Hello")),
        entry("content", new Change(null, "All of you")));
  }

  @Test
  void creatingTwiceChangesNothing() {
    post.given(CREATED).when(new PostCommand.Create(ID, HELLO, BY_ANNA)).thenNothing();
  }

  @Test
  void creatingAgainWhatWasDeletedIsRefused() {
    post.given(CREATED, DELETED).when(new PostCommand.Create(ID, HELLO, BY_ANNA)).thenConflict("deleted");
  }

  @Test
  void authorAndAdminMayChange() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      post.given(CREATED).when(change(NEW_TITLE, origin)).thenEvents(
          new PostEvent.Changed(ID, Map.of("title", new Change("Hello", "Hi")), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotChange() {
    post.given(CREATED).when(change(NEW_TITLE, BY_BEN)).thenForbidden();
  }

  @Test
  void changeToWhatIsThereMakesNoEvent() {
    post.given(CREATED).when(change(Patch.of("title", "Hello"), BY_ANNA)).thenNothing();
    post.given(CREATED).when(change(new Patch<>(Map.of()), BY_ANNA)).thenNothing();
  }

  @Test
  void onlyWhatThereIsCanBeChangedOrDeleted() {
    post.given().when(change(NEW_TITLE, BY_ANNA)).thenNotFound();
    post.given().when(new PostCommand.Delete(ID, ANY, BY_ANNA)).thenNotFound();
    post.given(CREATED, DELETED).when(change(NEW_TITLE, BY_ANNA)).thenNotFound();
    post.given(CREATED, DELETED).when(new PostCommand.Delete(ID, ANY, BY_ANNA)).thenNotFound();
  }

  @Test
  void existenceIsJudgedBeforeRights() {
    post.given(CREATED, DELETED).when(change(NEW_TITLE, BY_BEN)).thenNotFound();
    post.given(CREATED, DELETED).when(new PostCommand.Delete(ID, ANY, BY_BEN)).thenNotFound();
  }

  @Test
  void rightsAreJudgedBeforeTheRevision() {
    post.given(CREATED).when(new PostCommand.Change(ID, NEW_TITLE, revision(7), BY_BEN)).thenForbidden();
    post.given(CREATED).when(new PostCommand.Delete(ID, revision(7), BY_BEN)).thenForbidden();
  }

  @Test
  void authorAndAdminMayDelete() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      post.given(CREATED).when(new PostCommand.Delete(ID, ANY, origin))
          .thenEvents(new PostEvent.Deleted(ID, Optional.of(HELLO), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotDelete() {
    post.given(CREATED).when(new PostCommand.Delete(ID, ANY, BY_BEN)).thenForbidden();
  }

  @Test
  void authorAndAdminMayRestore() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      post.given(CREATED, DELETED).when(new PostCommand.Restore(ID, origin))
          .thenEvents(new PostEvent.Restored(ID, Optional.of(HELLO), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotRestore() {
    post.given(CREATED, DELETED).when(new PostCommand.Restore(ID, BY_BEN)).thenForbidden();
    post.given(CREATED).when(new PostCommand.Restore(ID, BY_BEN)).thenForbidden();
  }

  @Test
  void onlyWhatWasDeletedCanBeRestored() {
    post.given().when(new PostCommand.Restore(ID, BY_ANNA)).thenNotFound();
    post.given(CREATED).when(new PostCommand.Restore(ID, BY_ANNA)).thenConflict("not-deleted");
    post.given(CREATED, DELETED, RESTORED).when(new PostCommand.Restore(ID, BY_ANNA)).thenConflict("not-deleted");
  }

  @Test
  void everyEventAddsOneRevisionAndSetsTheTimeOfTheLastChange() {
    PostState.Live created = live(post.given(CREATED).state());
    assertThat(created).extracting(PostState.Live::author, PostState.Live::revision).containsExactly(ANNA, 1L);
    PostState.Live changed = live(post.given(CREATED).when(change(NEW_TITLE, BY_ADMIN)).afterwards().state());
    assertThat(changed.revision()).isEqualTo(2);
    assertThat(changed.createdAt()).isEqualTo(MORNING);
    assertThat(changed.updatedAt()).isEqualTo(EVENING);
    assertThat(changed.author()).isEqualTo(ANNA);
  }

  @Test
  void restoredPostIsAsItWasButForRevisionAndTime() {
    PostState.Live restored = live(
        post.given(CREATED, DELETED).when(new PostCommand.Restore(ID, BY_ADMIN)).afterwards().state());
    assertThat(restored.content()).isEqualTo(HELLO);
    assertThat(restored.revision()).isEqualTo(3);
    assertThat(restored.updatedAt()).isEqualTo(EVENING);
    assertThat(restored.author()).isEqualTo(ANNA);
  }

  @Test
  void idHasOneToThirtySixCharacters() {
    assertThat(new PostId("x".repeat(36)).value()).hasSize(36);
    assertThatThrownBy(() -> new PostId("x".repeat(37))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PostId(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textsOfPostHaveTheLengthsOfTheContract() {
    assertThat(PostContent.TITLE.violation("x".repeat(50))).isEmpty();
    assertThat(PostContent.TITLE.violation("x".repeat(51))).isPresent();
    assertThat(PostContent.CONTENT.violation("x".repeat(100_000))).isEmpty();
    assertThat(PostContent.CONTENT.violation("x".repeat(100_001))).isPresent();
  }

  private static PostCommand change(Patch<PostContent> patch, Origin origin) {
    return new PostCommand.Change(ID, patch, ANY, origin);
  }

  private static PostState.Live live(PostState state) {
    return (PostState.Live) state;
  }
}
