package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.ReminderRows;
import dev.corkboard.service.reminder.ReminderRows.Asked;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Transactions of some calls, which may be rolled back. */
final class RandomRows {

  private record Step(String what, Call call) {
    @Override
    public String toString() {
      return what;
    }
  }

  private interface Call {
    Object on(ReminderRows rows) throws SQLException;
  }

  private final TwoBoards boards;
  private final RandomCalls calls;

  RandomRows(TwoBoards boards, RandomCalls calls) {
    this.boards = boards;
    this.calls = calls;
  }

  void transaction() throws SQLException {
    List<Step> steps = calls.list(5, this::step);
    boolean fails = calls.below(6) == 0;
    boards.same("in a transaction%s: %s".formatted(fails ? " that fails" : "", steps), board -> {
      List<Object> answers = new ArrayList<>();
      try {
        board.reminders().transaction(rows -> {
          for (Step step : steps)
            answers.add(step.call().on(rows));
          if (fails) throw new SQLException("rolled back");
          return "";
        });
      } catch (SQLException failure) {
        answers.add(failure.getMessage());
      }
      return answers;
    });
  }

  private Step step() {
    return switch (calls.below(11)) {
      case 0 -> dueSubscribers(calls.instant(), 1 + calls.below(4));
      case 1 -> moveOn(calls.plans());
      case 2 -> tasks(calls.list(3, () -> new Asked(calls.name(), calls.date())));
      case 3 -> dueTasks(calls.instant(), 1 + calls.below(4));
      case 4 -> settle(calls.list(2, () -> calls.task().id()));
      case 5 -> decide(calls.list(4, this::decision), calls.instant());
      case 6 -> send(calls.list(3, this::entry));
      case 7 -> missedSince(calls.instant());
      case 8 -> decided(calls.list(3, () -> decision().messageId()));
      case 9 -> countSent(Map.of(calls.name(), calls.instant(), "nobody", calls.instant()));
      default -> forget(calls.list(2, () -> decision().messageId()));
    };
  }

  private static Step dueSubscribers(Instant horizon, int limit) {
    return new Step("%d subscribers due at %s".formatted(limit, horizon),
        rows -> certain(rows.dueSubscribers(horizon, limit), limit, it -> it.plan().nextAt(),
            it -> it.person().username()));
  }

  private static Step moveOn(Map<String, DigestPlan> plans) {
    return new Step("moves on to " + plans, rows -> {
      rows.moveOn(plans);
      return "";
    });
  }

  private static Step tasks(List<Asked> asked) {
    return new Step("tasks of " + asked, rows -> rows.tasks(asked));
  }

  private static Step dueTasks(Instant horizon, int limit) {
    return new Step("%d tasks due at %s".formatted(limit, horizon),
        rows -> certain(rows.dueTasks(horizon, limit), limit, it -> it.reminder().at(), it -> it.task().id()));
  }

  private static Step settle(List<String> ids) {
    return new Step("settles " + ids, rows -> {
      rows.settle(ids);
      return "";
    });
  }

  private static Step decide(List<Decision> decisions, Instant now) {
    return new Step("decides at %s %s".formatted(now, decisions), rows -> rows.decide(decisions, now));
  }

  private static Step send(List<Outbox.Entry> entries) {
    return new Step("sends " + entries, rows -> {
      rows.send(entries);
      return "";
    });
  }

  private static Step missedSince(Instant then) {
    return new Step("missed since " + then, rows -> rows.missedSince(then));
  }

  private static Step decided(List<String> ids) {
    return new Step("which are decided of " + ids, rows -> rows.decided(ids));
  }

  private static Step countSent(Map<String, Instant> since) {
    return new Step("counts what was sent since " + since, rows -> rows.countSent(since));
  }

  private static Step forget(List<String> ids) {
    return new Step("forgets " + ids, rows -> {
      rows.forget(ids);
      return "";
    });
  }

  private Decision decision() {
    String name = calls.name();
    LocalDate date = calls.date();
    Instant at = calls.instant();
    if (calls.below(4) > 0)
      return new Decision(ReminderId.digest(name, date), Messages.DIGEST, Optional.of(name), Optional.empty(),
          Optional.of(date), at, calls.outcome());
    String task = calls.task().id();
    boolean assigned = calls.coin();
    return new Decision("task:" + task, Messages.TASK, Optional.of(name).filter(it -> assigned), Optional.of(task),
        Optional.of(date).filter(it -> assigned), at, calls.outcome());
  }

  private Outbox.Entry entry() {
    Message message = calls.message();
    return new Outbox.Entry(message, Amqp.REMINDERS, "reminder." + message.kind(), calls.instant());
  }

  /** The order of what is due at the same instant is nobody's promise, nor which of it comes when not all may come. */
  private static <T> List<Object> certain(List<T> answer, int limit, Function<T, Instant> at, Function<T, String> id) {
    List<Instant> order = answer.stream().map(at).toList();
    List<T> sure = answer.stream().filter(it -> answer.size() < limit || !at.apply(it).equals(order.getLast()))
        .sorted(Comparator.comparing(at).thenComparing(id)).toList();
    return List.of(order, sure);
  }
}
