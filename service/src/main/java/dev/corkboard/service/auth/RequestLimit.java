package dev.corkboard.service.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds what one client may ask of a node that anybody may ask; far above what people need. */
final class RequestLimit {

  static final Duration WINDOW = Duration.ofHours(1);
  static final int MOST = 600;
  private static final int CLIENTS = 10_000;

  private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder().maximumSize(CLIENTS)
      .expireAfterWrite(WINDOW).build();

  boolean admits(String address) {
    return counts.get(Networks.of(address), client -> new AtomicInteger()).incrementAndGet() <= MOST;
  }
}
