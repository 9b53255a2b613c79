package dev.corkboard.service.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a backend again that ended, though nobody told it to; one that goes on ending is tried less and less often. */
final class Keeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  // One that ran for so long was well again.
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final Part part;
  private final Runnable afterwards;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private Duration pause = Duration.ZERO;
  private long startedAt = System.nanoTime();

  private Keeper(Part part, Runnable afterwards) {
    this.part = part;
    this.afterwards = afterwards;
    this.thread = Thread.ofVirtual().name("keep-" + part.name()).start(this::keep);
  }

  /** {@code afterwards} runs each time that the backend has been started again, until it succeeds. */
  static Keeper of(Part part, Runnable afterwards) {
    return new Keeper(part, afterwards);
  }

  /** Waits for a start that is going on, so that nothing comes up once this has returned. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    while (!closedWithin(LOOK)) {
      if (part.runs()) {
        if (System.nanoTime() - startedAt > STEADY.toNanos()) {
          pause = Duration.ZERO;
        }
      } else {
        LOG.warn("{} has ended, though nobody told it to; it is started again in {} s", part.name(),
            pause.toSeconds());
        untilDone("does not start again", this::startAgain);
        untilDone("runs again, but what it lost is not repaired", afterwards);
      }
    }
  }

  private void untilDone(String otherwise, Runnable work) {
    while (!closedWithin(pause)) {
      pause = longer(pause);
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        LOG.warn("{} {}; the next try is in {} s: {}", part.name(), otherwise, pause.toSeconds(), e.getMessage());
      }
    }
  }

  private void startAgain() {
    try {
      part.startAgain();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startedAt = System.nanoTime();
    LOG.info("{} runs again, where it was", part.name());
  }

  private boolean closedWithin(Duration bound) {
    try {
      return closed.await(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.isZero() ? Duration.ofSeconds(1) : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
