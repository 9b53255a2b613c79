package dev.corkboard.readmodel.cache;

import static dev.corkboard.readmodel.query.Freshness.CACHED;
import static dev.corkboard.readmodel.query.Freshness.FRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.readmodel.Samples;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.tweet.TweetFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes with one view and one Redis: the projection runs on the first, the second hears of it. */
class NearCacheIT {
  private static final Duration PLEDGE = Duration.ofSeconds(2);

  private final TestRedis server = new TestRedis();
  private final FakeView view = new FakeView();
  private final Node home = new Node();
  private final Node elsewhere = new Node();
  private final CacheKeeper keeper = new CacheKeeper(home.redis, "tweet", home.near.of("tweet"));

  private final class Node {
    private final Redis redis = new Redis(server.uri());
    private final NearCache near = new NearCache();
    private final Announcements announcements = new Announcements(redis, near, List.of("post", "tweet"));
    private final Queries<TweetFilter> queries = new CachedQueries<>(view, new AnswerCache(redis, "tweet"),
        near.of("tweet"));

    long one() {
      return queries.find("t", CACHED).orElseThrow().revision();
    }

    byte[] list() {
      return queries.list(TweetFilter.ALL, PageRequest.first(20), CACHED).json();
    }

    /** Whether an answer comes from the process itself. */
    boolean hits() {
      long before = near.of("tweet").counts().hits();
      one();
      return near.of("tweet").counts().hits() > before;
    }

    void close() {
      announcements.close();
      redis.close();
    }
  }

  @BeforeEach
  void start() {
    view.commit("t", 1);
    keeper.started();
    awaitHits();
  }

  @AfterEach
  void stop() throws IOException {
    keeper.stopped();
    home.close();
    elsewhere.close();
    server.close();
  }

  @Test
  void hotAnswersCostNoCallAtAll() {
    long redis = home.redis.counts("tweet").hits() + home.redis.counts("tweet").misses();
    home.list();
    int asked = view.asked.get();
    for (int i = 0; i < 100; i++) {
      home.one();
      home.list();
    }
    assertThat(view.asked).hasValue(asked);
    assertThat(home.redis.counts("tweet").hits() + home.redis.counts("tweet").misses()).isEqualTo(redis + 1);
  }

  @Test
  void changeIsSeenAtOnceAtHomeAndSoonElsewhere() {
    for (long revision = 2; revision < 50; revision++) {
      commit(revision);
      assertThat(home.one()).isEqualTo(revision);
      assertThat(home.list()).isEqualTo(fresh());
      awaitSeenElsewhere(revision, Duration.ofSeconds(1));
      assertThat(elsewhere.list()).isEqualTo(fresh());
    }
    assertThat(elsewhere.near.of("tweet").counts().hits()).isPositive();
  }

  @Test
  void flushedRedisChangesNoAnswer() {
    for (long revision = 2; revision < 20; revision++) {
      server.flush();
      commit(revision);
      assertThat(home.one()).isEqualTo(revision);
      awaitSeenElsewhere(revision, PLEDGE);
    }
    awaitHits();
  }

  @Test
  void killedRedisChangesNoAnswerAndHomeGoesOnHitting() {
    server.kill();
    commit(2);
    awaitSeenElsewhere(2, PLEDGE);
    for (long revision = 3; revision < 50; revision++) {
      commit(revision);
      assertThat(home.one()).isEqualTo(revision);
      assertThat(elsewhere.one()).isEqualTo(revision);
    }
    assertThat(home.hits()).isTrue();
    server.start();
    awaitHits();
    commit(50);
    assertThat(home.one()).isEqualTo(50);
    awaitSeenElsewhere(50, PLEDGE);
  }

  @Test
  void frozenRedisChangesNoAnswerForLongerThanAPledge() {
    server.freeze();
    commit(2);
    assertThat(home.one()).isEqualTo(2);
    awaitSeenElsewhere(2, PLEDGE);
    for (long revision = 3; revision < 50; revision++) {
      commit(revision);
      assertThat(home.one()).isEqualTo(revision);
      assertThat(home.list()).isEqualTo(fresh());
      assertThat(elsewhere.one()).isEqualTo(revision);
      assertThat(elsewhere.list()).isEqualTo(fresh());
    }
    assertThat(home.hits()).isTrue();
    server.thaw();
    for (int i = 0; i < 1_000; i++)
      assertThat((i % 2 == 0 ? home : elsewhere).one()).isEqualTo(49);
    awaitHits();
    commit(50);
    assertThat(home.one()).isEqualTo(50);
    awaitSeenElsewhere(50, PLEDGE);
  }

  @Test
  void onceTheProjectionEndsNothingCounts() {
    keeper.stopped();
    view.commit("t", 2);
    assertThat(home.near.of("tweet").counts().hits()).isPositive();
    await().atMost(PLEDGE.multipliedBy(2)).until(() -> home.one() == 2 && elsewhere.one() == 2);
  }

  @Test
  void projectionThatMovesTakesItsVoiceAlong() {
    CacheKeeper next = new CacheKeeper(elsewhere.redis, "tweet", elsewhere.near.of("tweet"));
    keeper.stopped();
    next.started();
    awaitHits();
    view.commit("t", 2);
    next.committed(List.of(event(2)));
    assertThat(elsewhere.one()).isEqualTo(2);
    await().atMost(PLEDGE).until(() -> home.one() == 2);
    next.stopped();
  }

  @Test
  void manyWhoAskAtOnceAreOneQueryEvenWithoutRedis() throws ExecutionException, InterruptedException {
    server.kill();
    await().until(() -> home.redis.ping().isEmpty());
    commit(2);
    int asked = view.asked.get();
    view.hold();
    List<Future<Long>> readers = new ArrayList<>();
    for (int i = 0; i < 64; i++)
      readers.add(CompletableFuture.supplyAsync(home::one, task -> Thread.ofVirtual().start(task)));
    await().until(() -> home.near.of("tweet").counts().joins() == 63);
    view.letGo();
    for (Future<Long> reader : readers)
      assertThat(reader.get()).isEqualTo(2);
    assertThat(view.asked).hasValue(asked + 1);
  }

  private void commit(long revision) {
    view.commit("t", revision);
    keeper.committed(List.of(event(revision)));
  }

  private byte[] fresh() {
    return home.queries.list(TweetFilter.ALL, PageRequest.first(20), FRESH).json();
  }

  private void awaitHits() {
    await().atMost(Duration.ofSeconds(20)).until(() -> home.hits() && elsewhere.hits());
  }

  private void awaitSeenElsewhere(long revision, Duration atMost) {
    await().pollInterval(Duration.ofMillis(5)).atMost(atMost).until(() -> elsewhere.one() == revision);
  }

  private static JournalEvent event(long revision) {
    return new JournalEvent(new Position(1, revision), "tweet", "t", revision, "test", Samples.tweeted("t", "text"),
        Samples.NOON);
  }
}
