package dev.corkboard.readmodel.journal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
    long deadline = System.nanoTime() + atMost.toNanos();
    waiting = Thread.currentThread();
    try {
      for (long left = atMost.toNanos(); !rung && !closed && left > 0; left = deadline - System.nanoTime()) {
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) close();
      }
    } finally {
      waiting = null;
    }
    boolean heard = rung;
    rung = false; // before the look that follows, so that a ring during that look is kept
    return heard;
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
