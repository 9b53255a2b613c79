package dev.corkboard.readmodel.query;

import static dev.corkboard.readmodel.Samples.tweeted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.tweet.TweetProjection;
import dev.corkboard.readmodel.tweet.TweetTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ArrivalsIT {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final ViewHandler handler = TweetProjection.TABLES.handler("views");
  private TestDatabase database;
  private TestViews views;
  private Arrivals arrivals;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    views = new TestViews(database);
    arrivals = new Arrivals(database.pool(), Map.of("tweet", "views.tweet"));
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void whatIsThereHasArrived() {
    views.apply(handler, "tweet", "t", 1, tweeted("t", "text"));
    assertThat(arrivals.awaitReached("tweet", "t", 1, Duration.ZERO)).isTrue();
    assertThat(arrivals.reached("tweet", "t", 2)).isFalse();
  }

  @Test
  void waitEndsInTime() {
    Instant from = Instant.now();
    assertThat(arrivals.awaitReached("tweet", "never", 1, Duration.ofMillis(200))).isFalse();
    assertThat(Duration.between(from, Instant.now())).isBetween(Duration.ofMillis(200), Duration.ofSeconds(2));
  }

  @Test
  void whatAnotherNodeWritesIsSeen() {
    CompletableFuture<Boolean> waiting = waitFor("t", 1);
    views.apply(handler, "tweet", "t", 1, tweeted("t", "text"));
    assertThat(waiting.join()).isTrue();
  }

  @Test
  void commitHereEndsTheWaitWithoutALook() throws Exception {
    CompletableFuture<Boolean> waiting = waitFor("t", 2);
    CompletableFuture<Boolean> waitingForMore = waitFor("t", 3);
    JournalEvent second = new JournalEvent(new Position(1, 1), "tweet", "t", 2, "test", tweeted("t", "text"),
        Instant.now());
    while (!waiting.isDone()) {
      arrivals.committed(List.of(second));
      Thread.sleep(1);
    }
    assertThat(waiting.join()).isTrue();
    assertThat(waitingForMore).isNotDone();
    arrivals.committed(
        List.of(new JournalEvent(new Position(1, 2), "tweet", "t", 3, "test", second.event(), Instant.now())));
    assertThat(waitingForMore.join()).isTrue();
  }

  private CompletableFuture<Boolean> waitFor(String id, long revision) {
    return CompletableFuture.supplyAsync(() -> arrivals.awaitReached("tweet", id, revision, LONG),
        task -> Thread.ofVirtual().start(task));
  }
}
