package dev.corkboard.service.http;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.json.FieldNames;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One event as clients see it: the name that it is stored under, who made it, when, and what changed by field. */
record EventView(long revision, String event, Instant at, Username by, Map<String, Change> changes, String requestId) {

  static EventView of(JournalEvent journaled) {
    Event event = journaled.event();
    return new EventView(journaled.revision(), journaled.name(), event.stamp().at(), event.stamp().by(),
        changes(event), event.stamp().requestId());
  }

  private static Map<String, Change> changes(Event event) {
    Map<String, Change> changes = new LinkedHashMap<>();
    event.seen().forEach((field, change) -> changes.put(FieldNames.snake(field), change));
    return changes;
  }
}
