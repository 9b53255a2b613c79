package dev.corkboard.service.changes;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.task.TaskSprints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells which changes are of a sprint: its own, and those of tasks that were in it before or after. Events that do not
 * tell the sprint themselves are looked up in the versions of tasks; the few that these do not have yet are made out from
 * the journal.
 */
public final class SprintChanges {
  /** A bound, since each reads all events of its task. */
  private static final int MOST_FROM_JOURNAL = 20;

  private final TaskSprints versions;
  private final Function<TaskSprints.At, Optional<SprintId>> journal;

  public SprintChanges(TaskSprints versions, Function<TaskSprints.At, Optional<SprintId>> journal) {
    this.versions = versions;
    this.journal = journal;
  }

  List<JournalEvent> of(String sprint, List<JournalEvent> events) {
    Set<TaskSprints.At> silent = events.stream().filter(SprintChanges::isSilent).map(SprintChanges::at)
        .collect(Collectors.toSet());
    Map<TaskSprints.At, Optional<String>> known = new HashMap<>(versions.of(silent));
    silent.removeAll(known.keySet());
    if (silent.size() > MOST_FROM_JOURNAL) throw new Outage("the versions of tasks are behind");
    silent.forEach(task -> known.put(task, journal.apply(task).map(SprintId::value)));
    return events.stream().filter(event -> isOf(sprint, event, known)).toList();
  }

  private static boolean isOf(String sprint, JournalEvent journaled, Map<TaskSprints.At, Optional<String>> known) {
    if (!(journaled.event() instanceof TaskEvent event)) {
      return journaled.kind().equals("sprint") && journaled.id().equals(sprint);
    }
    Optional<SprintId> wanted = Optional.of(new SprintId(sprint));
    Change change = event.changes().get("sprint");
    if (change != null) return wanted.equals(change.from()) || wanted.equals(change.to());
    return content(event).map(content -> content.sprint().equals(wanted))
        .orElseGet(() -> known.get(at(journaled)).equals(Optional.of(sprint)));
  }

  private static boolean isSilent(JournalEvent journaled) {
    return journaled.event() instanceof TaskEvent event && !event.changes().containsKey("sprint")
        && content(event).isEmpty();
  }

  private static Optional<TaskContent> content(TaskEvent event) {
    return switch (event) {
      case TaskEvent.Created created -> Optional.of(created.content());
      case TaskEvent.Deleted deleted -> deleted.content();
      case TaskEvent.Restored restored -> restored.content();
      case TaskEvent.Changed changed -> Optional.empty();
      case TaskEvent.Moved moved -> Optional.empty();
    };
  }

  private static TaskSprints.At at(JournalEvent event) {
    return new TaskSprints.At(event.id(), event.revision());
  }
}
