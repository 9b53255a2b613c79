package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of the journal: what is committed there is read a moment later, once no older transaction is open. */
final class Edge {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final JournalReader journal;
  private final SortedSet<String> kinds;
  private final Turn looks = new Turn();
  private final Turn turn;
  private Optional<CompletableFuture<Position>> next = Optional.empty();

  Edge(JournalReader journal, SortedSet<String> kinds, Turn turn) {
    this.journal = journal;
    this.kinds = kinds;
    this.turn = turn;
  }

  /**
   * Where to start for what happens from now on: behind all that is committed, once that can be read. An event that is
   * committed after the answer is behind it for sure, as no transaction is open then that could put one before it. If
   * it takes too long, rather an event too many than one too few. One look is enough for all who asked before it.
   */
  Position now() {
    CompletableFuture<Position> mine = joined();
    return looks.take(() -> {
      if (!mine.isDone()) {
        begun();
        mine.completeAsync(this::look, Runnable::run);
      }
      return mine.join();
    });
  }

  Position readable() {
    return turn.take(() -> journal.readable(kinds));
  }

  /** The newest event of each kind that has any, as readers see it. */
  Map<String, Position> newestByKind() {
    Map<String, Position> newest = new HashMap<>();
    for (String kind : kinds)
      newest.put(kind, turn.take(() -> journal.readable(new TreeSet<>(List.of(kind)))));
    return newest;
  }

  /** Waits until an event can be read; false if it cannot in time. */
  boolean awaitReadable(String kind, String id, long revision, Duration atMost) {
    return await(() -> turn.take(() -> journal.isReadable(kind, id, revision)), atMost);
  }

  private synchronized CompletableFuture<Position> joined() {
    if (next.isEmpty()) next = Optional.of(new CompletableFuture<>());
    return next.get();
  }

  private synchronized void begun() {
    next = Optional.empty();
  }

  private Position look() {
    Position newest = turn.take(() -> journal.newest(kinds));
    return await(() -> readable().compareTo(newest) >= 0, LONGEST_WAIT) ? newest : readable();
  }

  private static boolean await(BooleanSupplier reached, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) return false;
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }
}
