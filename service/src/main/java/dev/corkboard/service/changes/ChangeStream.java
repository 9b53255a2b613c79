package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.Position;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows the journal: where it stands and whether it waits. It is given a chunk when it asks for one,
 * so a slow client has no queue.
 */
final class ChangeStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  /** What all streams share: how much may be on its way to their clients. */
  interface Allowance {
    /** How many bytes a chunk may have at the moment. */
    int share();

    /** Takes so many; false if there are not enough. */
    boolean take(int bytes);

    void giveBack(int bytes);
  }

  private final Ring ring;
  private final CatchUps catchUps;
  private final SortedSet<String> kinds;
  private final Allowance allowance;
  private final Optional<Presences.Watcher> presences;
  private Optional<Chunk> opening;
  private Position position;
  private boolean reading;
  private boolean waiting;
  private int held;
  private long heldSince;
  private CompletableFuture<Chunk> asked = new CompletableFuture<>();

  /**
   * @param opening what is sent first, whose end is where the stream starts
   */
  ChangeStream(Chunk opening, SortedSet<String> kinds, Ring ring, CatchUps catchUps, Allowance allowance,
      Optional<Presences.Watcher> presences) {
    this.opening = Optional.of(opening);
    this.position = opening.end();
    this.kinds = kinds;
    this.ring = ring;
    this.catchUps = catchUps;
    this.allowance = allowance;
    this.presences = presences;
    close(); // until somebody asks
  }

  /** The next chunk, once there is one; to be asked for one after the other. */
  synchronized CompletionStage<Chunk> next() {
    release();
    asked = new CompletableFuture<>();
    if (opening.isPresent()) {
      asked.complete(opening.get());
      opening = Optional.empty();
    }
    look();
    return asked;
  }

  /** Looks whether there is something for who waits. */
  synchronized void look() {
    if (asked.isDone() || reading || waiting) return;
    ring.after(position, kinds, allowance.share()).ifPresentOrElse(this::give, this::catchUp);
  }

  /** Nobody waits any more. */
  @Override
  public synchronized void close() {
    asked.cancel(false);
    release();
  }

  /** Whether what it was given is not taken, though there was time. */
  synchronized boolean isSlow(long now) {
    return held > 0 && now - heldSince > Pieces.patience(held).toNanos();
  }

  private void release() {
    allowance.giveBack(held);
    held = 0;
  }

  private void give(Chunk found) {
    Chunk chunk = found.isEmpty() ? presences(found) : found;
    if (!chunk.isEmpty() && !allowance.take(chunk.bytes().size())) {
      waiting = true;
      LATER.execute(this::lookAgain);
      return;
    }
    position = chunk.end();
    if (chunk.isEmpty()) return;
    held = chunk.bytes().size();
    heldSince = System.nanoTime();
    if (!asked.complete(chunk)) release();
  }

  /** Told to who is up to date; so little is always allowed. */
  private Chunk presences(Chunk upToDate) {
    return presences.map(it -> new Chunk(it.next(Pieces.BYTES), 0, upToDate.end())).orElse(upToDate);
  }

  private synchronized void lookAgain() {
    waiting = false;
    look();
  }

  private void catchUp() {
    reading = true;
    catchUps.after(position, kinds, allowance.share(), ring::end).whenComplete(this::caughtUp);
  }

  private synchronized void caughtUp(Chunk chunk, Throwable failure) {
    reading = false;
    if (failure == null) {
      give(chunk);
      look();
    } else {
      if (!Outage.isBehind(failure)) LOG.error("cannot read changes after {}", position, failure);
      LATER.execute(this::look);
    }
  }
}
