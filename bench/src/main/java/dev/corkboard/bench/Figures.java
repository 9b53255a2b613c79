package dev.corkboard.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects durations in nanoseconds, up to a fixed number, and tells their percentiles. */
final class Figures {
  private final long[] nanos;
  private final AtomicInteger count = new AtomicInteger();

  Figures(int most) {
    nanos = new long[most];
  }

  void add(long duration) {
    int index = count.getAndIncrement();
    if (index < nanos.length) nanos[index] = duration;
  }

  int count() {
    return Math.min(count.get(), nanos.length);
  }

  /** In milliseconds; {@code share} from 0 to 1. */
  double percentile(double share) {
    long[] sorted = Arrays.copyOf(nanos, count());
    if (sorted.length == 0) return Double.NaN;
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
  }

  @Override
  public String toString() {
    return "n=%d p50=%.1f ms p90=%.1f ms p99=%.1f ms max=%.1f ms".formatted(count(), percentile(0.5), percentile(0.9),
        percentile(0.99), percentile(1));
  }
}
