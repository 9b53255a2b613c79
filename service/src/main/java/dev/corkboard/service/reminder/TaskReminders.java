package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.reminder.Decisions.Decision;
import dev.corkboard.service.reminder.Messages.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides on the reminders of single tasks that are due, some at a time, in one transaction. */
final class TaskReminders {
  private static final int BATCH = 500;

  private record Due(Messages.Line task, Instant at, Outcome outcome, Optional<Person> person) {
    String messageId() {
      return ReminderId.task(task.id(), at);
    }
  }

  private TaskReminders() {}

  /** What is due by the horizon; whether there may be more. */
  static boolean decide(Connection connection, Instant horizon, Instant now) throws SQLException {
    List<Due> due = due(connection, horizon);
    List<Decision> decisions = new ArrayList<>();
    for (Due each : due)
      decisions.add(new Decision(each.messageId(), Messages.TASK, each.person().map(Person::username),
          Optional.of(each.task().id()), each.person().map(person -> localDate(person, each.at())), each.at(),
          each.outcome()));
    Set<String> fresh = Decisions.add(connection, decisions, now);
    Outbox.add(connection, due.stream().filter(each -> each.outcome() == Outcome.SENT)
        .filter(each -> fresh.contains(each.messageId())).map(TaskReminders::entry).toList());
    settle(connection, due);
    return due.size() == BATCH;
  }

  private static List<Due> due(Connection connection, Instant horizon) throws SQLException {
    String sql = """
        select t.id, t.name, t.due, t.status, t.sprint, t.remind_at, t.deleted, t.assigned, s.username, s.email,
          s.time_zone, s.active, s.since
        from reminder.task t left join reminder.subscriber s on s.username = t.assigned
        where t.remind_pending and t.remind_at <= ? order by t.remind_at limit ? for update of t skip locked""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(horizon));
      select.setInt(2, BATCH);
      ResultSet row = select.executeQuery();
      List<Due> due = new ArrayList<>();
      while (row.next()) {
        due.add(new Due(DigestPlanner.line(row, 1), Rows.instant(row, 6).orElseThrow(), outcome(row), person(row)));
      }
      return due;
    }
  }

  private static Optional<Person> person(ResultSet row) throws SQLException {
    if (row.getString(9) == null) return Optional.empty();
    return Optional.of(new Person(row.getString(9), row.getString(10), row.getString(11)));
  }

  private static Outcome outcome(ResultSet row) throws SQLException {
    return new TaskReminder(row.getString(1), Rows.instant(row, 6).orElseThrow(), row.getBoolean(7),
        "done".equals(row.getString(4)), Optional.ofNullable(row.getString(8)),
        row.getBoolean(12) ? Rows.instant(row, 13) : Optional.empty()).outcome();
  }

  private static LocalDate localDate(Person person, Instant at) {
    return Morning.of(person.timeZone(), 0).dateAt(at);
  }

  private static Outbox.Entry entry(Due due) {
    Person person = due.person().orElseThrow();
    Messages.Reminder message = new Messages.Reminder(due.messageId(), Messages.TASK, person,
        localDate(person, due.at()), List.of(due.task()), List.of());
    return Outbox.Entry.reminder(message, due.at());
  }

  private static void settle(Connection connection, List<Due> due) throws SQLException {
    String sql = "update reminder.task set remind_pending = false where id = any(?)";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, connection.createArrayOf("text", due.stream().map(each -> each.task().id()).toArray()));
      update.executeUpdate();
    }
  }
}
