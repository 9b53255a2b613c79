package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.journal.UnreadableEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How far the journal has been read, and where in that the newest event of each kind is. May be shared by threads. */
final class Horizon {
  private final Map<String, Position> newest;
  private Position end;

  /**
   * @param newest of each kind that has any, up to the start or later
   */
  Horizon(Position start, Map<String, Position> newest) {
    this.end = start;
    this.newest = new HashMap<>(newest);
  }

  synchronized void read(JournalPage page) {
    for (JournalEvent event : page.events())
      newest.merge(event.kind(), event.position(), Horizon::later);
    for (UnreadableEvent event : page.unreadable())
      newest.merge(event.kind(), event.position(), Horizon::later);
    end = later(end, page.end());
  }

  /** The position up to which a reader has all events of these kinds, given one up to which it has them. */
  synchronized Position from(Set<String> kinds, Position has) {
    boolean nothingFollows = kinds.stream()
        .allMatch(kind -> newest.getOrDefault(kind, Position.START).compareTo(has) <= 0);
    return nothingFollows ? later(end, has) : has;
  }

  private static Position later(Position one, Position other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
