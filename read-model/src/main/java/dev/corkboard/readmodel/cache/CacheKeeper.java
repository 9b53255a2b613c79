package dev.corkboard.readmodel.cache;

import static dev.corkboard.readmodel.cache.Redis.bytes;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.AfterCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Drops answers when their view has changed, here and in Redis, and vouches for the others: here as long as it lives,
 * in Redis by a pledge that it renews. Whenever one drop may have been lost, it pledges anew, and nothing that was kept
 * before counts; when it is cut off, the pledge runs out and nothing counts in Redis.
 */
public final class CacheKeeper implements AfterCommit {
  private static final Duration PLEDGE = Duration.ofSeconds(2);
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final Duration LIFE_OF_MARK = Duration.ofSeconds(60);

  private final Redis redis;
  private final CacheKeys keys;
  private final NearAnswers near;
  private final ReentrantLock lock = new ReentrantLock();
  private String pledge = "";
  private volatile Optional<Thread> renewing = Optional.empty();

  public CacheKeeper(Redis redis, String kind, NearAnswers near) {
    this.redis = redis;
    this.keys = new CacheKeys(kind);
    this.near = near;
  }

  @Override
  public void started() {
    stopped();
    near.projectionStarted();
    renewing = Optional.of(Thread.ofVirtual().name("cache-" + keys.kind()).start(this::renewForEver));
  }

  @Override
  public void stopped() {
    renewing.ifPresent(Thread::interrupt);
    renewing = Optional.empty();
    near.projectionStopped();
    lost();
  }

  /** What was kept before does not count any more. In Redis only the node that keeps the view can say so. */
  @Override
  public void swapped() {
    near.swapped();
    if (renewing.isEmpty()) return;
    lock.lock();
    try {
      pledge();
      near.vouch(pledge);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void committed(List<JournalEvent> events) {
    Map<String, Long> revisions = new LinkedHashMap<>();
    events.forEach(event -> revisions.merge(event.id(), event.revision(), Math::max));
    near.changed(revisions.keySet());
    lock.lock();
    try {
      invalidate(revisions);
    } finally {
      lock.unlock();
    }
  }

  private void invalidate(Map<String, Long> revisions) {
    if (!pledge.isEmpty() && invalidated(revisions)) {
      near.changed(revisions.keySet()); // what a load has brought from Redis meanwhile
      return;
    }
    pledge = "";
    near.vouch(pledge);
    pledge();
    near.vouch(pledge);
  }

  private boolean invalidated(Map<String, Long> revisions) {
    List<String> names = new ArrayList<>(List.of(keys.pledge(), keys.generation()));
    List<byte[]> arguments = new ArrayList<>(List.of(bytes(pledge), random(), millis(LIFE_OF_MARK)));
    revisions.forEach((id, revision) -> {
      names.add(keys.one(id));
      arguments.add(bytes(Long.toString(revision)));
    });
    arguments.add(channel());
    arguments.add(bytes(pledge + "\n" + String.join("\n", revisions.keySet())));
    return done(Script.INVALIDATE, names, arguments);
  }

  private void renewForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      renew();
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void renew() {
    lock.lock();
    try {
      if (Thread.currentThread().isInterrupted()) return;
      boolean kept = !pledge.isEmpty() && done(Script.RENEW, both(), List.of(bytes(pledge), millis(PLEDGE)));
      if (!kept) pledge();
      near.vouch(pledge);
    } finally {
      lock.unlock();
    }
  }

  /** A pledge that nothing is kept under yet; none if Redis does not answer. */
  private void pledge() {
    String fresh = UUID.randomUUID().toString();
    boolean pledged = done(Script.PLEDGE, both(), List.of(bytes(fresh), millis(PLEDGE), random(), channel()));
    pledge = pledged ? fresh : "";
  }

  private void lost() {
    lock.lock();
    try {
      pledge = "";
    } finally {
      lock.unlock();
    }
  }

  private boolean done(Script script, List<String> names, List<byte[]> arguments) {
    return redis.run(script, names, arguments).filter(answer -> !answer.isEmpty()).isPresent();
  }

  private List<String> both() {
    return List.of(keys.pledge(), keys.generation());
  }

  private byte[] channel() {
    return bytes(CacheKeys.channel(keys.kind()));
  }

  private static byte[] random() {
    return bytes(UUID.randomUUID().toString());
  }

  private static byte[] millis(Duration duration) {
    return bytes(Long.toString(duration.toMillis()));
  }
}
