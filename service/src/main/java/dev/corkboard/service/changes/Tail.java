package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalPoll;
import dev.corkboard.readmodel.journal.Position;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the journal into a ring, on a thread of its own, and tells when something came. */
final class Tail implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
  /** How many events are read at once, at most. */
  static final int PAGE = 500;
  private static final int EVENTS = 5_000;
  private static final long BYTES = 8 << 20;
  /** Many who follow are woken so seldom that the journal need not be read after each event. */
  private static final Duration PAUSE_PER_STREAM = Duration.ofNanos(30_000);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

  private final JournalPoll journal;
  private final EventStream stream;
  private final Streams streams;
  private final Waker waker;
  private final Ring ring;
  private final Horizon horizon;
  private volatile boolean closed;
  private boolean failing;

  Tail(JournalPoll journal, Position start, Horizon horizon, EventStream stream, Streams streams) {
    this.journal = journal;
    this.stream = stream;
    this.streams = streams;
    this.waker = new Waker(streams);
    this.ring = new Ring(start, EVENTS, BYTES);
    this.horizon = horizon;
  }

  Ring ring() {
    return ring;
  }

  Horizon horizon() {
    return horizon;
  }

  /** To be run on a thread of its own, too. */
  Waker waker() {
    return waker;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void run() {
    while (!closed) {
      try {
        journal.next(ring.end()).ifPresent(this::take);
        failing = false;
      } catch (RuntimeException failed) {
        tell(failed);
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    journal.close();
    waker.close();
  }

  private void take(JournalPage page) {
    horizon.read(page);
    ring.add(page.events().stream().map(stream::frame).toList(), page.end());
    waker.ring();
    if (page.events().size() < PAGE)
      LockSupport.parkNanos(PAUSE_PER_STREAM.multipliedBy(streams.size()).toNanos());
  }

  private void tell(RuntimeException failed) {
    if (failing) return;
    failing = true;
    if (Outage.isBehind(failed)) LOG.warn("Changes wait: the journal cannot be read ({})", failed.getMessage());
    else
      LOG.error("Changes wait: the journal cannot be followed", failed);
  }
}
