package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;

/** How many events a second each view takes, on whichever node it runs: from how far it came since the last look. */
final class Pace {
  private static final double SHORTEST_SECONDS = 1;
  private static final double LONGEST_SECONDS = 60;

  private record Look(Position position, long nanos, double rate) {}

  private final JournalReader journal;
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  Pace(JournalReader journal) {
    this.journal = journal;
  }

  /** Events a second; 0 at the first look, and after a long time without one. */
  double of(String view, Position position, long lagEvents, SortedSet<String> kinds) {
    return looks.compute(view, (name, before) -> next(before, position, lagEvents, kinds)).rate();
  }

  private Look next(Look before, Position position, long lagEvents, SortedSet<String> kinds) {
    long now = System.nanoTime();
    double seconds = before == null ? Double.MAX_VALUE : (now - before.nanos()) / 1e9;
    if (seconds < SHORTEST_SECONDS) return before;
    if (seconds > LONGEST_SECONDS) return new Look(position, now, 0);
    long taken = position.equals(before.position())
        ? 0
        : journal.head(before.position(), kinds).lagEvents() - lagEvents;
    return new Look(position, now, Math.max(0, taken) / seconds);
  }
}
