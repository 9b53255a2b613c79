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

  /**
   * It is not there any more; {@code content} is what it was. Events of long ago tell neither that nor the number.
   */
  record Deleted(TaskId id, OptionalLong number, Optional<TaskContent> content, Stamp stamp) implements TaskEvent {
    public Deleted {
      if (number == null) number = OptionalLong.empty();
    }

    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      Map<String, Change> seen = new LinkedHashMap<>();
      number.ifPresent(given -> seen.put("number", new Change(given, null)));
      content.ifPresent(last -> seen.putAll(TaskContent.FIELDS.gone(last)));
      return seen;
    }
  }

  /**
   * A deletion was undone; something changed only if the sprint had gone meanwhile. {@code content} is what it is now,
   * which events of long ago do not tell.
   */
  record Restored(TaskId id, OptionalLong number, Map<String, Change> changes, Optional<TaskContent> content,
      Stamp stamp)
      implements
        TaskEvent {
    public Restored {
      if (number == null) number = OptionalLong.empty();
      changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    }

    @Override
    public Map<String, Change> seen() {
      Map<String, Change> seen = new LinkedHashMap<>();
      number.ifPresent(given -> seen.put("number", new Change(null, given)));
      content.ifPresent(now -> seen.putAll(TaskContent.FIELDS.all(now)));
      return seen;
    }
  }
}
