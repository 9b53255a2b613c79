package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.Position;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows the journal: where it stands and whether it waits. It is given a chunk when it asks for one,
 * so a slow client has no queue.
 */
final class ChangeStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final Ring ring;
  private final CatchUps catchUps;
  private final SortedSet<String> kinds;
  private final IntSupplier share;
  private Optional<Chunk> opening;
  private Position position;
  private boolean reading;
  private CompletableFuture<Chunk> asked = new CompletableFuture<>();

  /**
   * @param opening what is sent first, whose end is where the stream starts
   * @param share how many bytes a chunk may have at the moment
   */
  ChangeStream(Chunk opening, SortedSet<String> kinds, Ring ring, CatchUps catchUps, IntSupplier share) {
    this.opening = Optional.of(opening);
    this.position = opening.end();
    this.kinds = kinds;
    this.ring = ring;
    this.catchUps = catchUps;
    this.share = share;
    close(); // until somebody asks
  }

  /** The next chunk, once there is one; to be asked for one after the other. */
  synchronized CompletionStage<Chunk> next() {
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
    if (asked.isDone() || reading) return;
    ring.after(position, kinds, share.getAsInt()).ifPresentOrElse(this::give, this::catchUp);
  }

  /** Nobody waits any more. */
  @Override
  public synchronized void close() {
    asked.cancel(false);
  }

  private void give(Chunk chunk) {
    position = chunk.end();
    if (!chunk.isEmpty()) asked.complete(chunk);
  }

  private void catchUp() {
    reading = true;
    catchUps.after(position, kinds, share.getAsInt(), ring::end).whenComplete(this::caughtUp);
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
