package dev.corkboard.readmodel.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps callers from what has failed several times in a row, but for one call now and then that tries it. */
final class Breaker {
  private static final int FAILURES = 3;

  private final long pauseNanos;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong nextTry = new AtomicLong();

  Breaker(Duration pause) {
    this.pauseNanos = pause.toNanos();
  }

  /** Whether to call; while it is open, true for one caller in each pause. */
  boolean allows() {
    if (failures.get() < FAILURES) return true;
    long due = nextTry.get();
    long now = System.nanoTime();
    return now - due >= 0 && nextTry.compareAndSet(due, now + pauseNanos);
  }

  void succeeded() {
    if (failures.get() != 0) failures.set(0);
  }

  void failed() {
    nextTry.set(System.nanoTime() + pauseNanos);
    failures.incrementAndGet();
  }
}
