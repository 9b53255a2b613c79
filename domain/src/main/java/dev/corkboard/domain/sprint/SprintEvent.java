package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

  /** The deletion. {@code content} is the content it had; older events do not have it. */
  record Deleted(SprintId id, Optional<SprintContent> content, Stamp stamp) implements SprintEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(SprintContent.FIELDS::gone).orElse(Map.of());
    }
  }

  /** A deletion was undone: the sprint is as it was before. */
  record Restored(SprintId id, SprintContent content, Stamp stamp) implements SprintEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return SprintContent.FIELDS.all(content);
    }
  }
}
