package dev.corkboard.readmodel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Until when what a request does may still be stored. It belongs to the thread that works on the request, so that all
 * that is done for one request has one deadline.
 *
 * @param instant by the clock that all nodes and the database share
 * @param nanos the same by this process's own {@link System#nanoTime()}
 */
public record Deadline(Instant instant, long nanos) {
  private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

  public static Deadline in(Duration time, InstantSource clock) {
    return new Deadline(clock.instant().plus(time), System.nanoTime() + time.toNanos());
  }

  /** That of the request that this thread works on. */
  public static Optional<Deadline> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  public boolean hasPassed() {
    return left().isNegative();
  }

  public Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }

  /** Works on a request. */
  public <T> T during(Callable<T> work) throws Exception {
    Deadline before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.call();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Before a commit: the client is about to be told, or has been told, that nothing is stored. */
  static void check() {
    if (current().filter(Deadline::hasPassed).isPresent()) throw new Outage("too late to be stored");
  }
}
