package dev.corkboard.service.simulation;

import java.util.concurrent.locks.LockSupport;

/**
 * Pieces of work of which exactly one runs at a time, and which give way only where they say so. So one seed says the
 * whole order, though the code of the product runs as it is.
 */
final class Fibers {
  private Fibers() {}

  /** One piece of work. It runs from {@link #step} to its next {@link #giveWay}. */
  static final class Fiber {
    private final Thread driver = Thread.currentThread();
    private final Thread thread;
    private volatile boolean running;
    private volatile boolean ended;
    private volatile Throwable failure;

    Fiber(Runnable work) {
      thread = Thread.ofVirtual().unstarted(() -> run(work));
      thread.start();
    }

    /** Returns when the work has given way or ended; throws what it threw. */
    void step() {
      running = true;
      LockSupport.unpark(thread);
      while (running)
        LockSupport.park();
      if (failure instanceof Error error) throw error;
      if (failure != null) throw new IllegalStateException(failure);
    }

    /** To be called in the work itself. */
    void giveWay() {
      running = false;
      LockSupport.unpark(driver);
      while (!running)
        LockSupport.park();
    }

    boolean hasEnded() {
      return ended;
    }

    private void run(Runnable work) {
      while (!running)
        LockSupport.park();
      try {
        work.run();
      } catch (Throwable thrown) {
        failure = thrown;
      }
      ended = true;
      running = false;
      LockSupport.unpark(driver);
    }
  }
}
