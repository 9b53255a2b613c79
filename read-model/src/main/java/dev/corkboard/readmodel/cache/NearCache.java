package dev.corkboard.readmodel.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** All answers that this process keeps, of every kind, in so many bytes at most. */
public final class NearCache {
  /** Of the launcher's heap of 240 MB. */
  private static final long BYTES = 16 << 20;
  /** The answers that nobody dropped by mistake. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Cache<Shelf.Key, Shelf.Kept> kept;
  private final LongSupplier nanoTime;
  private final Map<String, NearAnswers> kinds = new ConcurrentHashMap<>();

  public NearCache() {
    this(BYTES, System::nanoTime);
  }

  NearCache(long bytes, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.kept = Caffeine.newBuilder().maximumWeight(bytes)
        .weigher((Shelf.Key key, Shelf.Kept answer) -> answer.weight())
        .evictionListener((key, answer, cause) -> key.shelf().counts().evicted())
        .expireAfterWrite(LONGEST).executor(Runnable::run).build();
  }

  /** Those of one kind. */
  public NearAnswers of(String kind) {
    return kinds.computeIfAbsent(kind, first -> new NearAnswers(kept, nanoTime));
  }

  /** About how many bytes it takes now. */
  public long bytes() {
    return kept.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }
}
