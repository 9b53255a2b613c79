package dev.corkboard.domain.tweet;

import static dev.corkboard.domain.People.ANNA;
import static dev.corkboard.domain.People.ANY;
import static dev.corkboard.domain.People.AT_FIRST;
import static dev.corkboard.domain.People.BY_ADMIN;
import static dev.corkboard.domain.People.BY_ANNA;
import static dev.corkboard.domain.People.BY_BEN;
import static dev.corkboard.domain.People.MORNING;
import static dev.corkboard.domain.People.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Scenario;
import dev.corkboard.domain.Versions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TweetDeciderTest {
  private static final TweetId ID = new TweetId("tweet-1");
  private static final TweetContent HELLO = new TweetContent("Hello");
  private static final TweetEvent CREATED = new TweetEvent.Created(ID, HELLO, AT_FIRST);
  private static final TweetEvent DELETED = new TweetEvent.Deleted(ID, Optional.of(HELLO), AT_FIRST);

  private final Scenario<TweetCommand, TweetEvent, TweetState> tweet = new Scenario<>(new TweetDecider());

  @Test
  void everybodyMayTweet() {
    tweet.given().when(new TweetCommand.Create(ID, HELLO, BY_BEN))
        .thenEvents(new TweetEvent.Created(ID, HELLO, BY_BEN.stamp()));
    assertThat(CREATED.changes()).containsExactly(entry("text", new Change(null, "Hello")));
  }

  @Test
  void creatingTwiceChangesNothing() {
    tweet.given(CREATED).when(new TweetCommand.Create(ID, HELLO, BY_ANNA)).thenNothing();
  }

  @Test
  void creatingAgainWhatWasDeletedIsRefused() {
    tweet.given(CREATED, DELETED).when(new TweetCommand.Create(ID, HELLO, BY_ANNA)).thenConflict("deleted");
  }

  @Test
  void authorAndAdminMayDelete() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      tweet.given(CREATED).when(new TweetCommand.Delete(ID, ANY, origin))
          .thenEvents(new TweetEvent.Deleted(ID, Optional.of(HELLO), origin.stamp()));
    }
  }

  @Test
  void strangerMayNotDeleteWhateverTheRevision() {
    tweet.given(CREATED).when(new TweetCommand.Delete(ID, ANY, BY_BEN)).thenForbidden();
    tweet.given(CREATED).when(new TweetCommand.Delete(ID, revision(7), BY_BEN)).thenForbidden();
  }

  @Test
  void onlyWhatThereIsCanBeDeleted() {
    tweet.given().when(new TweetCommand.Delete(ID, ANY, BY_ANNA)).thenNotFound();
    tweet.given(CREATED, DELETED).when(new TweetCommand.Delete(ID, ANY, BY_BEN)).thenNotFound();
  }

  @Test
  void deletionNeedsTheRevisionThatItNames() {
    tweet.given(CREATED).when(new TweetCommand.Delete(ID, revision(2), BY_ANNA)).thenLostRace();
    tweet.given(CREATED).when(new TweetCommand.Delete(ID, revision(1), BY_ANNA))
        .thenEvents(new TweetEvent.Deleted(ID, Optional.of(HELLO), BY_ANNA.stamp()));
  }

  @Test
  void authorAndAdminMayRestoreIt() {
    for (Origin origin : new Origin[]{BY_ANNA, BY_ADMIN}) {
      tweet.given(CREATED, DELETED).when(new TweetCommand.Restore(ID, origin))
          .thenEvents(new TweetEvent.Restored(ID, HELLO, origin.stamp()));
    }
    tweet.given(CREATED, DELETED).when(new TweetCommand.Restore(ID, BY_BEN)).thenForbidden();
    tweet.given(CREATED).when(new TweetCommand.Restore(ID, BY_BEN)).thenForbidden();
  }

  @Test
  void onlyWhatWasDeletedCanBeRestored() {
    tweet.given().when(new TweetCommand.Restore(ID, BY_ANNA)).thenNotFound();
    tweet.given(CREATED).when(new TweetCommand.Restore(ID, BY_ANNA)).thenConflict("not-deleted");
  }

  @Test
  void restoredTweetIsAsItWasButForTheRevision() {
    Versions third = Versions.NONE.next(Set.of("text")).next(Set.of()).next(Set.of());
    TweetEvent restored = new TweetEvent.Restored(ID, HELLO, AT_FIRST);
    assertThat(tweet.given(CREATED, DELETED, restored).state())
        .isEqualTo(new TweetState.Live(ID, HELLO, ANNA, MORNING, third));
  }

  @Test
  void deletionTakesTheTextAndARestorationBringsItBack() {
    assertThat(DELETED.seen()).containsExactly(entry("text", new Change("Hello", null)));
    assertThat(DELETED.changes()).isEmpty();
    assertThat(new TweetEvent.Restored(ID, HELLO, AT_FIRST).seen()).isEqualTo(CREATED.changes());
    assertThat(new TweetEvent.Deleted(ID, Optional.empty(), AT_FIRST).seen()).isEmpty();
  }

  @Test
  void tweetKnowsItsAuthorTimeAndRevision() {
    Versions first = Versions.NONE.next(Set.of("text"));
    assertThat(tweet.given(CREATED).state()).isEqualTo(new TweetState.Live(ID, HELLO, ANNA, MORNING, first));
    assertThat(tweet.given(CREATED, DELETED).state().revision()).isEqualTo(2);
  }

  @Test
  void idHasOneToThirtySixCharacters() {
    assertThat(new TweetId("x".repeat(36)).value()).hasSize(36);
    assertThatThrownBy(() -> new TweetId("x".repeat(37))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TweetId("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tweetHasUpToTwoHundredAndEightyCodePoints() {
    assertThat(TweetContent.TEXT.violation("😀".repeat(280))).isEmpty();
    assertThat(TweetContent.TEXT.violation("😀".repeat(281))).isPresent();
    assertThat(TweetContent.TEXT.violation("")).isPresent();
  }
}
