package dev.corkboard.readmodel.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/**
 * Loads in one go what several ask for at about the same time: while one load runs, the next one collects, so that
 * nobody waits for others to come.
 *
 * @param <K> names what is asked for
 */
final class Batches<K, V> {
  /** A post has 400 KB at most, so a load brings some 6 MB at most. */
  private static final int LARGEST = 16;
  /** One waits for Redis or PostgreSQL while another is worked on. */
  private static final int AT_ONCE = 2;

  private final Load<K, V> load;
  private final Queue<Asked<K, V>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore free = new Semaphore(AT_ONCE);

  /** Gives out values as soon as they are there; what it does not give is not there. */
  @FunctionalInterface
  interface Load<K, V> {
    void all(Set<K> keys, BiConsumer<K, V> give);
  }

  private record Asked<K, V>(K key, CompletableFuture<Optional<V>> answer) {}

  Batches(Load<K, V> load) {
    this.load = load;
  }

  /** The value of a load that begins after the call; the failure of that load is everybody's who is in it. */
  Optional<V> get(K key) {
    Asked<K, V> mine = new Asked<>(key, new CompletableFuture<>());
    waiting.add(mine);
    if (free.tryAcquire()) Thread.ofVirtual().name("cache-load").start(this::loadAll);
    try {
      return mine.answer().join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  /** How many wait for a load to begin. */
  int waiting() {
    return waiting.size();
  }

  /** Who comes just when the last one of a batch is taken, and finds nothing free, is looked for once more. */
  private void loadAll() {
    do {
      try {
        for (Map<K, Asked<K, V>> batch = next(); !batch.isEmpty(); batch = next())
          load(batch);
      } finally {
        free.release();
      }
    } while (!waiting.isEmpty() && free.tryAcquire());
  }

  private Map<K, Asked<K, V>> next() {
    Map<K, Asked<K, V>> batch = new LinkedHashMap<>();
    for (Asked<K, V> asked = waiting.poll(); asked != null; asked = waiting.poll()) {
      Asked<K, V> same = batch.putIfAbsent(asked.key(), asked);
      if (same != null) follow(asked, same);
      if (batch.size() == LARGEST) break;
    }
    return batch;
  }

  private static <K, V> void follow(Asked<K, V> asked, Asked<K, V> same) {
    same.answer().whenComplete((value, failure) -> {
      if (failure == null) asked.answer().complete(value);
      else
        asked.answer().completeExceptionally(failure);
    });
  }

  private void load(Map<K, Asked<K, V>> batch) {
    try {
      load.all(batch.keySet(), (key, value) -> batch.get(key).answer().complete(Optional.of(value)));
      batch.values().forEach(asked -> asked.answer().complete(Optional.empty()));
    } catch (RuntimeException | Error failure) {
      batch.values().forEach(asked -> asked.answer().completeExceptionally(failure));
    }
  }
}
