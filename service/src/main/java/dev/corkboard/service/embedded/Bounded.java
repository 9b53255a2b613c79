package dev.corkboard.service.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, never longer than it was told to. */
final class Bounded {

  private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();

  private Bounded() {}

  static boolean await(Duration bound, BooleanSupplier condition) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return condition.getAsBoolean();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
