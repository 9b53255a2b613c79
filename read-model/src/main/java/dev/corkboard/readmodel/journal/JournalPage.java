package dev.corkboard.readmodel.journal;

import java.time.Instant;
import java.util.List;

/**
 * Consecutive events, in commit order.
 *
 * @param end where to read on
 * @param writtenAt when the last event was written
 */
public record JournalPage(List<JournalEvent> events, List<UnreadableEvent> unreadable, Position end,
    Instant writtenAt) {

  /** Nothing came after the position. */
  public static JournalPage empty(Position position) {
    return new JournalPage(List.of(), List.of(), position, Instant.EPOCH);
  }

  public int size() {
    return events.size() + unreadable.size();
  }

  public boolean isEmpty() {
    return size() == 0;
  }
}
