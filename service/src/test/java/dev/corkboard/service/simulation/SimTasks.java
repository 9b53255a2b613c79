package dev.corkboard.service.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal of the tasks, and a view that follows it some way behind. */
final class SimTasks {

  /** A change of a task as the journal has it. */
  record Edit(Instant at, MemoryBoard.Task task) {}

  final Map<String, List<Edit>> journal = new HashMap<>();
  private final World world;
  private final Deque<Edit> unseen = new ArrayDeque<>();

  SimTasks(World world) {
    this.world = world;
  }

  /** Somebody changes a task, or makes it. */
  void edit() {
    String id = "t" + world.below(5);
    Optional<MemoryBoard.Task> old = Optional.ofNullable(journal.get(id)).map(edits -> edits.getLast().task());
    Optional<String> assigned = world.below(6) == 0
        ? Optional.empty()
        : Optional.of(World.NAMES.get(world.below(World.NAMES.size())));
    Optional<LocalDate> due = world.below(5) == 0
        ? Optional.empty()
        : Optional.of(LocalDate.ofInstant(world.clock(), ZoneOffset.UTC).plusDays(world.below(6) - 1));
    Optional<Instant> remindAt = switch (world.below(5)) {
      case 0 -> Optional.empty();
      case 1 -> old.flatMap(MemoryBoard.Task::remindAt);
      default -> Optional.of(world.clock().plusSeconds(world.below(90_000) - 600));
    };
    boolean same = old.flatMap(MemoryBoard.Task::remindAt).equals(remindAt);
    MemoryBoard.Task task = new MemoryBoard.Task(id, assigned, due, world.below(6) == 0, remindAt,
        remindAt.isPresent() && !same, world.below(8) == 0);
    Edit edit = new Edit(world.clock(), task);
    journal.computeIfAbsent(id, it -> new ArrayList<>()).add(edit);
    unseen.add(edit);
    world.trace("edits %s", edit);
  }

  /** The view takes some of the journal. */
  void see(int count) {
    for (int i = 0; i < count && !unseen.isEmpty(); i++) {
      MemoryBoard.Task task = unseen.poll().task();
      Optional<MemoryBoard.Task> old = Optional.ofNullable(world.board.tasks.get(task.id()));
      boolean pending = task.pending() || old.filter(it -> it.remindAt().equals(task.remindAt()))
          .map(MemoryBoard.Task::pending).orElse(false);
      world.board.tasks.put(task.id(), new MemoryBoard.Task(task.id(), task.assigned(), task.due(), task.done(),
          task.remindAt(), pending, task.deleted()));
    }
  }

  /** Up to when the view is complete. */
  Instant horizon() {
    if (world.bug == Bug.HORIZON_IGNORED) return world.clock();
    return unseen.stream().map(Edit::at).reduce(world.clock(), (a, b) -> a.isBefore(b) ? a : b).minusNanos(1_000);
  }

  /** How the task was at some time from then until now. */
  static List<MemoryBoard.Task> states(List<Edit> edits, Instant from, Instant till) {
    List<MemoryBoard.Task> states = new ArrayList<>(List.of(MemoryBoard.Task.NONE));
    for (Edit edit : edits) {
      if (!edit.at().isAfter(from)) states.clear();
      if (!edit.at().isAfter(till)) states.add(edit.task());
    }
    return states;
  }
}
