package dev.corkboard.service.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of requests that are held in memory, of all connections together: one limit for the process. Whoever is
 * signed in has at most a quarter of it, and all who are not have half of it together, so that nobody can use it up.
 */
final class ReceivedBytes {
  /** All who did not show a valid token. */
  static final String STRANGERS = "";

  private final long limit;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final Map<String, Long> byHolder = new ConcurrentHashMap<>();

  ReceivedBytes(long limit) {
    this.limit = limit;
  }

  /** An eighth of the heap: what is received is copied once or twice until it is understood. */
  static ReceivedBytes ofHeap() {
    return new ReceivedBytes(Runtime.getRuntime().maxMemory() / 8);
  }

  long held() {
    return held.get();
  }

  /** How many requests found no room. */
  long refused() {
    return refused.get();
  }

  /** Takes room for so many more bytes, or none at all. */
  boolean take(String holder, long bytes) {
    if (bytes == 0) return true;
    if (held.addAndGet(bytes) > limit) {
      held.addAndGet(-bytes);
      refused.incrementAndGet();
      return false;
    }
    long share = limit / (holder.equals(STRANGERS) ? 2 : 4);
    if (byHolder.merge(holder, bytes, Long::sum) > share) {
      give(holder, bytes);
      refused.incrementAndGet();
      return false;
    }
    return true;
  }

  void give(String holder, long bytes) {
    if (bytes == 0) return;
    held.addAndGet(-bytes);
    byHolder.computeIfPresent(holder, (any, before) -> before == bytes ? null : Long.valueOf(before - bytes));
  }
}
