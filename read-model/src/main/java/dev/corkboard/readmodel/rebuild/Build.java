package dev.corkboard.readmodel.rebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the newest build of a view goes, or how it ended.
 *
 * @param seenAt when it last gave a sign of life, by the clock of the database
 * @param age how long ago that is
 * @param done events that it has taken
 * @param total events that it takes
 * @param differences what was otherwise in the tables that served; empty if nothing was, or nobody has looked
 */
public record Build(String view, Step step, Instant startedAt, Instant seenAt, Duration age, long done, long total,
    Optional<String> differences, Optional<String> error) {

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

  /** Whether it goes on; one whose node or command was killed does not, though nothing tells how it ended. */
  public boolean isAlive() {
    return !step.isLast() && age.compareTo(LONGEST_SILENCE) < 0;
  }

  /** Whether it ended without having been put in place. */
  public boolean hasFailed() {
    return step == Step.FAILED || !step.isLast() && !isAlive();
  }

  /** Events a second, on average. */
  public double rate() {
    double seconds = Duration.between(startedAt, seenAt).toMillis() / 1000.0;
    return seconds > 0 ? done / seconds : 0;
  }

  /** Empty while that cannot be told. */
  public Optional<Duration> left() {
    double rate = rate();
    return rate > 0 ? Optional.of(Duration.ofMillis((long) ((total - done) / rate * 1000))) : Optional.empty();
  }
}
