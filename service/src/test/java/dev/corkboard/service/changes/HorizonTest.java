package dev.corkboard.service.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.journal.UnreadableEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HorizonTest {
  private final Horizon horizon = new Horizon(at(10), Map.of("post", at(4), "task", at(10)));

  @Test
  void whoHasTheNewestOfItsKindsHasAllThatWasRead() {
    assertThat(horizon.from(Set.of("post"), at(4))).isEqualTo(at(10));
    assertThat(horizon.from(Set.of("tweet"), Position.START)).isEqualTo(at(10));
    assertThat(horizon.from(Set.of("post", "task"), at(10))).isEqualTo(at(10));
  }

  @Test
  void whoLacksSomethingOfOneStaysWhereItIs() {
    assertThat(horizon.from(Set.of("post"), at(3))).isEqualTo(at(3));
    assertThat(horizon.from(Set.of("post", "task"), at(9))).isEqualTo(at(9));
  }

  @Test
  void whoIsFurtherStaysThere() {
    assertThat(horizon.from(Set.of("post"), at(12))).isEqualTo(at(12));
  }

  @Test
  void whatIsReadMovesIt() {
    horizon.read(new JournalPage(List.of(tweet(11), tweet(13)),
        List.of(new UnreadableEvent(at(12), "post", "p", 1, new IllegalStateException())), at(13), Instant.EPOCH));
    assertThat(horizon.from(Set.of("task"), at(10))).isEqualTo(at(13));
    assertThat(horizon.from(Set.of("post"), at(11))).isEqualTo(at(11));
    assertThat(horizon.from(Set.of("post"), at(12))).isEqualTo(at(13));
    assertThat(horizon.from(Set.of("tweet"), at(12))).isEqualTo(at(12));
  }

  private static JournalEvent tweet(long position) {
    Stamp stamp = new Stamp(new Username("anna"), Instant.EPOCH, "request");
    return new JournalEvent(at(position), "tweet", "t", 1, "tweet-deleted",
        new TweetEvent.Deleted(new TweetId("t"), Optional.empty(), stamp),
        Instant.EPOCH);
  }

  private static Position at(long place) {
    return new Position(place, place);
  }
}
