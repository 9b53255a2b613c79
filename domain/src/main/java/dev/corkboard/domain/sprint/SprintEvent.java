package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happened to a sprint. */
public sealed interface SprintEvent extends Event {
  SprintId id();

  /** The sprint was planned; its creator is who made this event. */
  record Created(SprintId id, SprintContent content, Stamp stamp) implements SprintEvent {
    @Override
    public Map<String, Change> changes() {
      return SprintContent.FIELDS.all(content);
    }
  }

  record Changed(SprintId id, Map<String, Change> changes, Stamp stamp) implements SprintEvent {
    public Changed {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
  }

  record Deleted(SprintId id, Stamp stamp) implements SprintEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }
  }
}
