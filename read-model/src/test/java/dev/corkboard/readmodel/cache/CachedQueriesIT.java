package dev.corkboard.readmodel.cache;

import static dev.corkboard.readmodel.query.Freshness.CACHED;
import static dev.corkboard.readmodel.query.Freshness.FRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.readmodel.Samples;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Queries;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.tweet.TweetFilter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CachedQueriesIT {
  private final TestRedis server = new TestRedis();
  private final Redis redis = new Redis(server.uri());
  private final Redis otherNode = new Redis(server.uri());
  private final FakeView view = new FakeView();
  private final AnswerCache cache = new AnswerCache(redis, "tweet");
  private final Queries<TweetFilter> queries = new CachedQueries<>(view, cache, nothingNear());
  private final Queries<TweetFilter> elsewhere = new CachedQueries<>(view, new AnswerCache(otherNode, "tweet"),
      nothingNear());
  private final CacheKeeper keeper = new CacheKeeper(redis, "tweet", nothingNear());

  @BeforeEach
  void start() {
    await().until(() -> redis.ping().isPresent() && otherNode.ping().isPresent());
    keeper.started();
    view.commit("t", 1);
    awaitPledge();
  }

  @AfterEach
  void stop() throws IOException {
    keeper.stopped();
    redis.close();
    otherNode.close();
    server.close();
  }

  @Test
  void answersComeFromTheCacheAndAreTheSame() {
    RenderedPage list = list(queries, CACHED);
    Rendered one = one(queries, CACHED);
    await().until(() -> cache.ones(Set.of("t")).answers().containsKey("t")); // it is kept after it was answered
    int asked = view.asked.get();
    assertThat(one(elsewhere, CACHED)).usingRecursiveComparison().isEqualTo(one);
    assertThat(list(elsewhere, CACHED)).usingRecursiveComparison().isEqualTo(list);
    assertThat(view.asked.get()).isEqualTo(asked);
    assertThat(one(queries, FRESH).json()).isEqualTo(one.json());
    assertThat(list(queries, FRESH).json()).isEqualTo(list.json());
    assertThat(view.asked.get()).isEqualTo(asked + 2);
  }

  @Test
  void changeDropsItsAnswers() {
    list(queries, CACHED);
    one(queries, CACHED);
    commit("t", 2);
    assertThat(one(elsewhere, CACHED).revision()).isEqualTo(2);
    assertThat(list(elsewhere, CACHED).json()).isEqualTo(list(queries, FRESH).json());
  }

  @Test
  void slowReaderCannotPutAnOlderAnswerBack() {
    AnswerCache.Looks looks = cache.ones(Set.of("t"));
    AnswerCache.Look<RenderedPage> listLook = cache.list("all");
    Rendered older = one(queries, FRESH);
    RenderedPage olderList = list(queries, FRESH);
    commit("t", 2);
    cache.keepOnes(Map.of("t", older), looks.ticket());
    cache.keepList("all", olderList, listLook.ticket());
    assertThat(cache.ones(Set.of("t")).answers()).isEmpty();
    assertThat(cache.list("all").answer()).isEmpty();
    assertThat(one(queries, CACHED).revision()).isEqualTo(2);
  }

  @Test
  void slowReaderCannotPutAnOlderAnswerBackAfterAFlush() {
    AnswerCache.Looks looks = cache.ones(Set.of("t"));
    Rendered older = one(queries, FRESH);
    commit("t", 2);
    server.flush();
    awaitPledge();
    cache.keepOnes(Map.of("t", older), looks.ticket());
    assertThat(one(queries, CACHED).revision()).isEqualTo(2);
  }

  @Test
  void deletedIsNotFound() {
    one(queries, CACHED);
    view.rows.remove("t");
    keeper.committed(List.of(event("t", 2)));
    assertThat(queries.find("t", CACHED)).isEmpty();
  }

  @Test
  void withoutAKeeperNothingCounts() {
    one(queries, CACHED);
    keeper.stopped();
    await().atMost(Duration.ofSeconds(4)).until(() -> cache.ones(Set.of("t")).answers().isEmpty());
    view.commit("t", 2);
    assertThat(one(elsewhere, CACHED).revision()).isEqualTo(2);
  }

  @Test
  void killedRedisChangesNoAnswer() {
    one(queries, CACHED);
    server.kill();
    for (long revision = 2; revision < 50; revision++) {
      commitWithin("t", revision, Duration.ofMillis(300));
      assertThat(one(elsewhere, CACHED).revision()).isEqualTo(revision);
    }
    server.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> one(queries, CACHED).revision() == 49 && hit());
    commit("t", 50);
    assertThat(one(elsewhere, CACHED).revision()).isEqualTo(50);
  }

  @Test
  void frozenRedisChangesNoAnswerAndNeitherDoesAThawedOne() {
    list(queries, CACHED);
    one(queries, CACHED);
    server.freeze();
    Instant from = Instant.now();
    for (long revision = 2; revision < 200; revision++) {
      commitWithin("t", revision, Duration.ofMillis(300));
      assertThat(one(queries, CACHED).revision()).isEqualTo(revision);
    }
    assertThat(Duration.between(from, Instant.now())).isLessThan(Duration.ofSeconds(2));
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true); // until the pledge has run out
    server.thaw();
    for (int i = 0; i < 2_000; i++)
      assertThat(one(i % 2 == 0 ? queries : elsewhere, CACHED).revision()).isEqualTo(199);
    assertThat(list(elsewhere, CACHED).json()).isEqualTo(list(queries, FRESH).json());
    await().atMost(Duration.ofSeconds(10)).until(this::hit);
    commit("t", 200);
    assertThat(one(elsewhere, CACHED).revision()).isEqualTo(200);
  }

  /** Nobody vouches for it, so that Redis is asked each time. */
  private static NearAnswers nothingNear() {
    return new NearCache().of("tweet");
  }

  private void commitWithin(String id, long revision, Duration limit) {
    Instant from = Instant.now();
    commit(id, revision);
    one(queries, CACHED);
    assertThat(Duration.between(from, Instant.now())).isLessThan(limit);
  }

  private void commit(String id, long revision) {
    view.commit(id, revision);
    keeper.committed(List.of(event(id, revision)));
  }

  private boolean hit() {
    long before = cache.hits();
    one(queries, CACHED);
    return cache.hits() > before;
  }

  private void awaitPledge() {
    await().until(() -> !cache.list("any").ticket().isEmpty());
  }

  private static Rendered one(Queries<TweetFilter> queries, Freshness freshness) {
    return queries.find("t", freshness).orElseThrow();
  }

  private static RenderedPage list(Queries<TweetFilter> queries, Freshness freshness) {
    return queries.list(TweetFilter.ALL, PageRequest.first(20), freshness);
  }

  private static JournalEvent event(String id, long revision) {
    return new JournalEvent(new Position(1, revision), "tweet", id, revision, "test", Samples.tweeted(id, "text"),
        Samples.NOON);
  }
}
