package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The end of the journal: what is committed there is read a moment later, once no older transaction is open. */
final class Edge {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final JournalReader journal;
  private final SortedSet<String> kinds;

  Edge(JournalReader journal, SortedSet<String> kinds) {
    this.journal = journal;
    this.kinds = kinds;
  }

  /**
   * Where to start for what happens from now on: behind all that is committed, once that can be read. An event that is
   * committed after the answer is behind it for sure, as no transaction is open then that could put one before it. If
   * it takes too long, rather an event too many than one too few.
   */
  Position now() {
    Position newest = journal.newest(kinds);
    boolean reached = await(() -> journal.readable(kinds).compareTo(newest) >= 0, LONGEST_WAIT);
    return reached ? newest : readable();
  }

  Position readable() {
    return journal.readable(kinds);
  }

  /** Waits until an event can be read; false if it cannot in time. */
  boolean awaitReadable(String kind, String id, long revision, Duration atMost) {
    return await(() -> journal.isReadable(kind, id, revision), atMost);
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
