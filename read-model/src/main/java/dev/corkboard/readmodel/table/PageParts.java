package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Divides the events of a page between some entities at a time. A page is bounded by what its events have in bytes, but a
 * short event may touch a long text, and the rows of a page are in memory together. Each entity's events stay in order.
 */
final class PageParts {
  /** So many of the longest texts have some ten megabytes. */
  private static final int ENTITIES = 20;
  private static final long LARGE = 4 << 20;

  /** How many bytes the texts of some rows have. */
  @FunctionalInterface
  interface Sizes {
    long of(Set<String> ids) throws SQLException;
  }

  private PageParts() {}

  static List<List<JournalEvent>> of(List<JournalEvent> events, Sizes sizes) throws SQLException {
    Set<String> known = Steps.idsThatMayBeKnown(events);
    if (known.size() <= ENTITIES || sizes.of(known) <= LARGE) return List.of(events);
    Map<String, Integer> parts = new HashMap<>();
    Set<String> ids = new LinkedHashSet<>();
    events.forEach(event -> ids.add(event.id()));
    ids.forEach(id -> parts.put(id, parts.size() / ENTITIES));
    List<List<JournalEvent>> divided = new ArrayList<>();
    for (JournalEvent event : events) {
      int part = parts.get(event.id());
      while (divided.size() <= part)
        divided.add(new ArrayList<>());
      divided.get(part).add(event);
    }
    return divided;
  }
}
