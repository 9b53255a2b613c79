package dev.corkboard.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much a run takes on itself.
 *
 * @param rounds of each measurement; the median counts
 * @param time of each measurement in a round
 * @param events that a view is built again from
 * @param tasks sizes of boards that are compared, the smallest first
 * @param coldTasks among which cold reads choose
 * @param connections numbers of them, over which requests come
 * @param requests kinds of them; all, if empty
 */
record Scale(int rounds, Duration time, int events, List<Integer> tasks, int coldTasks, List<Integer> connections,
    List<String> requests) {

  static final Scale FULL = new Scale(5, Duration.ofSeconds(4), 1_000_000, List.of(10_000, 100_000, 1_000_000),
      100_000, List.of(1, 32, 64, 256), List.of());
  static final Scale QUICK = new Scale(1, Duration.ofSeconds(2), 100_000, List.of(1_000, 10_000, 100_000), 20_000,
      List.of(1, 32, 64, 256), List.of());
}
