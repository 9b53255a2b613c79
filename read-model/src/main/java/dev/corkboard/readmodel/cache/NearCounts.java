package dev.corkboard.readmodel.cache;

import java.util.concurrent.atomic.LongAdder;

/** How answers of one kind were found in this process, and how many had to make room. */
public final class NearCounts {
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder joined = new LongAdder();
  private final LongAdder evictions = new LongAdder();

  NearCounts() {}

  public long hits() {
    return hits.sum();
  }

  /** Each is one load. */
  public long misses() {
    return misses.sum();
  }

  /** Those who waited for the load of another. */
  public long joins() {
    return joined.sum();
  }

  public long evictions() {
    return evictions.sum();
  }

  void hit() {
    hits.increment();
  }

  void miss() {
    misses.increment();
  }

  void joined() {
    joined.increment();
  }

  void evicted() {
    evictions.increment();
  }
}
