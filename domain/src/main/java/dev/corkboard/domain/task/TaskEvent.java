package dev.corkboard.domain.task;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What happened to a task. */
public sealed interface TaskEvent extends Event {
  TaskId id();

  /**
   * The task was written down; its creator is who made this event.
   *
   * @param number of no other task; empty as events were before there were numbers, which the journal completes
   */
  record Created(TaskId id, OptionalLong number, TaskContent content, Stamp stamp) implements TaskEvent {
    public Created {
      if (number == null) number = OptionalLong.empty();
    }

    @Override
    public Map<String, Change> changes() {
      Map<String, Change> changes = new LinkedHashMap<>();
      number.ifPresent(given -> changes.put("number", new Change(null, given)));
      changes.putAll(TaskContent.FIELDS.all(content));
      return changes;
    }
  }

  record Changed(TaskId id, Map<String, Change> changes, Stamp stamp) implements TaskEvent {
    public Changed {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
  }

  /** The card was put elsewhere on the board. */
  record Moved(TaskId id, Map<String, Change> changes, Stamp stamp) implements TaskEvent {
    public Moved {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }
  }

  /** It is not there any more; {@code content} is what it was, which events of long ago do not tell. */
  record Deleted(TaskId id, Optional<TaskContent> content, Stamp stamp) implements TaskEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(TaskContent.FIELDS::gone).orElse(Map.of());
    }
  }

  /**
   * A deletion was undone; something changed only if the sprint had gone meanwhile. {@code content} is what it is now,
   * which events of long ago do not tell.
   */
  record Restored(TaskId id, Map<String, Change> changes, Optional<TaskContent> content, Stamp stamp)
      implements
        TaskEvent {
    public Restored {
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(TaskContent.FIELDS::all).orElse(Map.of());
    }
  }
}
