package dev.corkboard.service.auth;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Answers at a whole multiple of a step only, so that a little more or less work cannot be told by the time. */
record Pace(Duration step) {

  <T> T keep(Supplier<T> work) {
    long started = System.nanoTime();
    T answer = work.get();
    long taken = System.nanoTime() - started;
    long end = started + (taken / step.toNanos() + 1) * step.toNanos();
    for (long left = end - System.nanoTime(); left > 0
        && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return answer;
  }
}
