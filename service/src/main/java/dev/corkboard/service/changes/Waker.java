package dev.corkboard.service.changes;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Wakes all streams in turn, round after round while something comes. The journal is read meanwhile, so a stream gets
 * all that has come until its turn, not until the round began.
 */
final class Waker implements Runnable, AutoCloseable {
  /** What wakes many is worth waiting for more: a thousand streams are woken three times a second at most. */
  private static final Duration PAUSE_PER_STREAM = Duration.ofNanos(300_000);

  private final Streams streams;
  private final Semaphore news = new Semaphore(0);
  private volatile boolean closed;

  Waker(Streams streams) {
    this.streams = streams;
  }

  /** Something came: whoever is not woken any more in this round is woken in the next one. */
  void ring() {
    news.release();
  }

  @Override
  public void run() {
    while (!closed) {
      news.acquireUninterruptibly();
      news.drainPermits();
      streams.wake(PAUSE_PER_STREAM);
    }
  }

  @Override
  public void close() {
    closed = true;
    ring();
  }
}
