package dev.corkboard.service;

import dev.corkboard.domain.task.TaskDecider;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.query.Freshness;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.TableQueries;
import dev.corkboard.readmodel.task.TaskFilter;
import dev.corkboard.readmodel.task.TaskTable;
import dev.corkboard.readmodel.task.TaskView;
import dev.corkboard.service.serialization.EventSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Compares the view of tasks with a replay of the journal, row by row. */
public final class ViewCheck {
  private static final SortedSet<String> TASKS = new TreeSet<>(Set.of("task"));
  private static final int PAGE = 500;

  private ViewCheck() {}

  /** What differs; a view that is behind is given some time to catch up. */
  public static List<String> tasks(DataSource database, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> differences = differences(database);
    while (!differences.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      differences = differences(database);
    }
    return differences;
  }

  private static List<String> differences(DataSource database) {
    TableQueries<TaskView, TaskFilter> view = new TableQueries<>(database, TaskTable.TABLE);
    List<String> differences = new ArrayList<>();
    replay(database).forEach((id, state) -> {
      Optional<Rendered> expected = state instanceof TaskState.Live live
          ? Optional.of(Rendered.of(TaskView.of(live)))
          : Optional.empty();
      Optional<Rendered> shown = view.find(id, Freshness.FRESH);
      if (!same(expected, shown)) differences.add("task " + id + " is shown otherwise than the journal has it");
    });
    return differences;
  }

  private static Map<String, TaskState> replay(DataSource database) {
    JournalReader journal = new JournalReader(database, EventSerializer.decoder());
    TaskDecider decider = new TaskDecider();
    Map<String, TaskState> states = new HashMap<>();
    Position position = Position.START;
    for (JournalPage page = journal.after(position, TASKS, PAGE); !page.events().isEmpty(); page = journal.after(
        position, TASKS, PAGE)) {
      for (JournalEvent event : page.events()) {
        TaskState before = states.getOrDefault(event.id(), decider.initial());
        states.put(event.id(), decider.evolve(before, (TaskEvent) event.event()));
      }
      position = page.end();
    }
    return states;
  }

  private static boolean same(Optional<Rendered> one, Optional<Rendered> other) {
    if (one.isEmpty() || other.isEmpty()) return one.isEmpty() && other.isEmpty();
    return one.get().revision() == other.get().revision() && Arrays.equals(one.get().json(), other.get().json());
  }
}
