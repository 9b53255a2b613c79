package dev.corkboard.service.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final Position PLACE = new Position(0xabc, 7);
  private static final EventStream STREAM = new EventStream(place -> "e-" + place,
      event -> "{\"ä\":1}".getBytes(UTF_8));

  @Test
  void eventHasItsPositionAsIdAndItsStoredName() {
    Instant at = Instant.parse("2026-05-04T12:00:00Z");
    JournalEvent deleted = new JournalEvent(PLACE, "tweet", "t", 2, "tweet-deleted",
        new TweetEvent.Deleted(new TweetId("t"), Optional.empty(), new Stamp(new Username("anna"), at, "r")), at);
    Frame frame = STREAM.frame(deleted);
    assertThat(frame.position()).isEqualTo(PLACE);
    assertThat(new String(frame.bytes(), UTF_8)).isEqualTo("""
        id: e-0000000000000abc-0000000000000007
        event: tweet-deleted
        data: {"ä":1}

        """);
  }

  @Test
  void openingTellsWhenToComeBackAndWhereAStreamStartsThatHasNoPositionYet() {
    assertThat(EventStream.resumed(PLACE).bytes().utf8String()).isEqualTo("retry: 2000\n:\n\n");
    Chunk started = STREAM.started(PLACE);
    assertThat(started.bytes().utf8String()).isEqualTo("""
        retry: 2000
        id: e-0000000000000abc-0000000000000007
        :

        """);
    assertThat(started.end()).isEqualTo(PLACE);
  }

  @Test
  void whosePlaceIsGoneIsToldAndGoesOnFromAnother() {
    Chunk reset = STREAM.reset(PLACE);
    assertThat(reset.bytes().utf8String()).isEqualTo("""
        retry: 2000
        id: e-0000000000000abc-0000000000000007
        event: reset
        data: {"position":"e-0000000000000abc-0000000000000007"}

        """);
    assertThat(reset.end()).isEqualTo(PLACE);
  }
}
