package dev.corkboard.readmodel.cache;

import java.util.concurrent.atomic.LongAdder;

/** How many answers of one kind came from the cache, and how many were not there. */
public final class HitCounts {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  HitCounts() {}

  public long hits() {
    return hits.sum();
  }

  public long misses() {
    return misses.sum();
  }

  void hits(int more) {
    hits.add(more);
  }

  void misses(int more) {
    misses.add(more);
  }
}
