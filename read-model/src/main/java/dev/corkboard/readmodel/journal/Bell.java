package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Lets one thread wait for a hint; hints that come while it does not wait are kept as one. */
public final class Bell implements AutoCloseable {
  private final Set<String> kinds;
  private final Consumer<Bell> onClose;
  private volatile boolean rung;
  private volatile boolean closed;
  private volatile Thread waiting;

  Bell(Set<String> kinds, Consumer<Bell> onClose) {
    this.kinds = kinds;
    this.onClose = onClose;
  }

  /** Waits for a ring, at most so long; false if none came. */
  public boolean await(Duration atMost) {
    park(System.nanoTime() + atMost.toNanos(), () -> rung);
    boolean heard = rung;
    rung = false; // before the look that follows, so that a ring during that look is kept
    return heard;
  }

  /** Waits until this is closed, or until {@link System#nanoTime} has come so far; what rings meanwhile is kept. */
  void restUntil(long deadline) {
    park(deadline, () -> false);
  }

  private void park(long deadline, BooleanSupplier enough) {
    waiting = Thread.currentThread();
    try {
      for (long left = deadline - System.nanoTime(); !enough.getAsBoolean() && !closed
          && left > 0; left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) close();
      }
    } finally {
      waiting = null;
    }
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    onClose.accept(this);
    LockSupport.unpark(waiting);
  }

  Set<String> kinds() {
    return kinds;
  }

  void ring() {
    if (rung) return;
    rung = true;
    LockSupport.unpark(waiting);
  }
}
