package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Listing;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRows;
import dev.corkboard.service.simulation.MemoryBoard.Decided;
import dev.corkboard.service.simulation.MemoryBoard.Known;
import dev.corkboard.service.simulation.MemoryBoard.Task;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One transaction on the model: it sees at once what it has written, and can take all of it back. */
final class MemoryRows implements ReminderRows {
  private final MemoryBoard board;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  MemoryRows(MemoryBoard board) {
    this.board = board;
  }

  void rollBack() {
    while (!undo.isEmpty())
      undo.pop().run();
  }

  @Override
  public List<Subscriber> dueSubscribers(Instant horizon, int limit) {
    return board.people.values().stream().filter(it -> it.profile().active() && !it.plan().nextAt().isAfter(horizon))
        .sorted(Comparator.comparing(it -> it.plan().nextAt())).limit(limit)
        .map(it -> new Subscriber(it.person(), it.morning(), it.profile().digest(), it.profile().confirmed(),
            it.plan()))
        .toList();
  }

  @Override
  public void moveOn(Map<String, DigestPlan> plans) {
    plans.forEach((name, plan) -> change(board.people, name,
        old -> new Known(old.profile(), old.since(), Optional.of(plan.nextDate().minusDays(1)), plan)));
  }

  @Override
  public List<Messages.Due> tasks(List<Asked> asked) {
    return asked.stream().map(this::tasks).toList();
  }

  private Messages.Due tasks(Asked asked) {
    Comparator<Messages.Line> byDue = Comparator.comparing(it -> it.due().orElseThrow());
    Comparator<Messages.Line> byId = Comparator.comparing(Messages.Line::id);
    Comparator<Messages.Line> byName = Comparator.comparing(Messages.Line::name).thenComparing(byId);
    return new Messages.Due(open(asked, 0).sorted(byName).limit(Listing.IN_MESSAGE).toList(),
        open(asked, -1).sorted(byDue.thenComparing(byId)).limit(Listing.IN_MESSAGE).sorted(byDue.thenComparing(byName))
            .toList(),
        (int) open(asked, 0).count(), (int) open(asked, -1).count());
  }

  private Stream<Messages.Line> open(Asked asked, int side) {
    return board.tasks.values().stream().filter(Task::isOpen)
        .filter(it -> it.assigned().equals(Optional.of(asked.username())))
        .filter(it -> it.due().filter(due -> Integer.signum(due.compareTo(asked.date())) == side).isPresent())
        .map(Task::line);
  }

  @Override
  public List<DueTask> dueTasks(Instant horizon, int limit) {
    return board.tasks.values().stream().filter(it -> it.pending() && !it.remindAt().orElseThrow().isAfter(horizon))
        .sorted(Comparator.comparing(it -> it.remindAt().get())).limit(limit).map(this::due).toList();
  }

  private DueTask due(Task task) {
    Optional<Known> to = task.assigned().map(board.people::get);
    TaskReminder reminder = new TaskReminder(task.id(), task.remindAt().orElseThrow(), task.deleted(), task.done(),
        task.assigned(), to.filter(it -> it.profile().active()).map(Known::since),
        to.filter(it -> it.profile().confirmed()).isPresent());
    return new DueTask(task.line(), reminder, to.map(Known::person));
  }

  @Override
  public Set<String> decided(List<String> messageIds) {
    return messageIds.stream().filter(board.decisions::containsKey).collect(Collectors.toSet());
  }

  @Override
  public Map<String, Integer> countSent(Map<String, Instant> since) {
    Map<String, Integer> counts = new HashMap<>();
    since.forEach((name, began) -> counts.put(name, (int) board.decisions.values().stream()
        .filter(it -> it.decision().kind().equals(Messages.TASK) && it.decision().outcome() == Outcome.SENT)
        .filter(it -> it.decision().username().equals(Optional.of(name)) && !it.at().isBefore(began)).count()));
    return counts;
  }

  @Override
  public void settle(List<String> ids) {
    ids.forEach(id -> change(board.tasks, id, Task::settled));
  }

  @Override
  public Set<String> decide(List<Decision> added, Instant now) {
    Set<String> fresh = new HashSet<>();
    for (Decision decision : added) {
      String id = decision.messageId();
      if (board.decisions.putIfAbsent(id, new Decided(decision, now)) != null) continue;
      fresh.add(id);
      undo.push(() -> board.decisions.remove(id));
    }
    return fresh;
  }

  @Override
  public void send(List<Outbox.Entry> entries) {
    for (Outbox.Entry entry : entries) {
      String id = entry.message().messageId();
      if (board.outbox.containsKey(id)) continue;
      Waits row = new Waits(id, entry.message().kind(), entry.exchange(), entry.routingKey(),
          Optional.of(Messages.write(entry.message())), false, entry.dueAt(), Optional.empty(), Optional.empty(),
          Optional.empty());
      board.put(row);
      undo.push(() -> board.takeBack(row));
    }
  }

  @Override
  public List<Missed> missedSince(Instant then) {
    return board.decisions.values().stream().map(Decided::decision)
        .filter(it -> it.outcome() == Outcome.MISSED && it.kind().equals(Messages.DIGEST) && it.dueAt().isAfter(then))
        .flatMap(it -> it.username().map(board.people::get).filter(to -> to.plan().nextAt().isAfter(then))
            .map(to -> new Missed(it.messageId(), to.profile().username(), to.morning(), it.date().orElseThrow(),
                to.plan().nextDate()))
            .stream())
        .sorted(Comparator.comparing(Missed::date).thenComparing(Missed::username)).toList();
  }

  @Override
  public void forget(List<String> messageIds) {
    for (String id : messageIds) {
      Decided old = board.decisions.remove(id);
      if (old != null) undo.push(() -> board.decisions.put(id, old));
    }
  }

  private <T> void change(Map<String, T> table, String id, UnaryOperator<T> change) {
    T old = table.get(id);
    if (old == null) return;
    table.put(id, change.apply(old));
    undo.push(() -> table.put(id, old));
  }
}
