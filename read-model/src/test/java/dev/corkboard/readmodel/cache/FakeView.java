package dev.corkboard.readmodel.cache;

import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.query.ViewQueries;
import dev.corkboard.readmodel.tweet.TweetFilter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What the view has, and how often it was asked. */
final class FakeView implements ViewQueries<TweetFilter> {
  final ConcurrentHashMap<String, Long> rows = new ConcurrentHashMap<>();
  final AtomicInteger asked = new AtomicInteger();

  private volatile CountDownLatch held = new CountDownLatch(0);

  void commit(String id, long revision) {
    rows.put(id, revision);
  }

  /** Lets nobody have an answer. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void letGo() {
    held.countDown();
  }

  @Override
  public Optional<Rendered> find(String id, Freshness freshness) {
    asked.incrementAndGet();
    try {
      held.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return Optional.ofNullable(rows.get(id)).map(revision -> new Rendered(revision, bytes(id + revision)));
  }

  @Override
  public Map<String, Rendered> findAll(Collection<String> ids) {
    Map<String, Rendered> found = new HashMap<>();
    ids.forEach(id -> find(id, Freshness.CACHED).ifPresent(one -> found.put(id, one)));
    return found;
  }

  @Override
  public RenderedPage list(TweetFilter filter, PageRequest page, Freshness freshness) {
    asked.incrementAndGet();
    return new RenderedPage(bytes(rows.toString()), Optional.of("cursor"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
