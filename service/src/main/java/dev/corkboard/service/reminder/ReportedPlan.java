package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DayLimit;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.reminder.ReminderReport.Planned;
import dev.corkboard.service.reminder.ReminderReport.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is planned for one person, and why it will come to nothing as things stand. */
final class ReportedPlan {
  private static final int MOST_TASKS = 100;
  /** So long a task's reminder that was decided is still told of. */
  private static final Duration LATELY = Duration.ofDays(1);

  /** Whom it is about. */
  record Person(String username, String timeZone, int digestHour, boolean digest, boolean active, boolean confirmed,
      Instant since, LocalDate nextDate, Instant nextAt) {
    Morning morning() {
      return Morning.of(timeZone, digestHour);
    }

    String digestId(LocalDate date) {
      return ReminderId.digest(username, date);
    }
  }

  /** How many open tasks a digest of a date would count, were it made now. */
  record Counts(int due, int overdue) {}

  private record Reminder(Task task, Instant at, boolean pending, boolean done) {
    String messageId() {
      return ReminderId.task(task.id(), at);
    }
  }

  private final Connection connection;
  private final Person person;

  ReportedPlan(Connection connection, Person person) {
    this.connection = connection;
    this.person = person;
  }

  static Optional<Person> person(Connection connection, String username) throws SQLException {
    String sql = """
        select username, time_zone, digest_hour, digest, active, confirmed, since, next_date, next_at
        from reminder.subscriber where username = ?""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, username);
      ResultSet row = select.executeQuery();
      if (!row.next()) return Optional.empty();
      return Optional.of(new Person(row.getString(1), row.getString(2), row.getInt(3), row.getBoolean(4),
          row.getBoolean(5), row.getBoolean(6), Rows.instant(row, 7).orElseThrow(), Rows.date(row, 8).orElseThrow(),
          Rows.instant(row, 9).orElseThrow()));
    }
  }

  Planned digest(LocalDate date, Instant at) throws SQLException {
    Counts counts = counts(date);
    return new Planned(person.digestId(date), Messages.DIGEST, date, at, Optional.empty(), Optional.of(counts.due()),
        Optional.of(counts.overdue()), digestReason(counts));
  }

  private Optional<String> digestReason(Counts counts) {
    if (!person.active()) return Optional.of(Outcome.INACTIVE.code());
    return reason(Outcome.ofDigest(person.digest(), person.confirmed(), counts.due() > 0));
  }

  private static Optional<String> reason(Outcome outcome) {
    return outcome == Outcome.SENT ? Optional.empty() : Optional.of(outcome.code());
  }

  private Counts counts(LocalDate date) throws SQLException {
    String open = "(select count(*) from reminder.task where assigned = ? and due %s ? and not deleted"
        + " and status <> 'done')";
    try (PreparedStatement select = connection
        .prepareStatement("select " + open.formatted("=") + ", " + open.formatted("<"))) {
      for (int at = 0; at < 4; at += 2) {
        select.setString(at + 1, person.username());
        select.setObject(at + 2, date);
      }
      ResultSet row = select.executeQuery();
      row.next();
      return new Counts(row.getInt(1), row.getInt(2));
    }
  }

  /**
   * The soonest first; those that nobody has decided on, those of lately that were not sent, and those that lay too far
   * back when they were decided on lately: whoever sets a reminder to the past is told.
   */
  List<Planned> tasks(ReportedDecisions decisions, Instant now) throws SQLException {
    List<Reminder> reminders = reminders(now.minus(LATELY));
    Map<String, String> outcomes = decisions.outcomes(reminders.stream().map(Reminder::messageId).toList());
    Map<LocalDate, DayLimit> days = new HashMap<>(Map.of(person.morning().dateAt(now), today(now)));
    List<Planned> planned = new ArrayList<>();
    for (Reminder reminder : reminders) {
      Optional<String> outcome = Optional.ofNullable(outcomes.get(reminder.messageId()));
      if (!reminder.pending() && outcome.isEmpty()) continue;
      if (outcome.filter(ReportedDecisions::wasMade).isPresent()) continue;
      planned.add(new Planned(reminder.messageId(), Messages.TASK, person.morning().dateAt(reminder.at()),
          reminder.at(), Optional.of(reminder.task()), Optional.empty(), Optional.empty(),
          outcome.isPresent() ? outcome : taskReason(reminder, now, days)));
    }
    return planned;
  }

  /** As things stand, and if no more are planned for that day. */
  private Optional<String> taskReason(Reminder reminder, Instant now, Map<LocalDate, DayLimit> days) {
    Instant goes = reminder.at().isBefore(now) ? now : reminder.at();
    DayLimit day = days.computeIfAbsent(person.morning().dateAt(goes),
        date -> new DayLimit(DayLimit.MOST_A_DAY, Map.of()));
    return reason(new TaskReminder(reminder.task().id(), reminder.at(), false, reminder.done(),
        Optional.of(person.username()), Optional.of(person.since()).filter(since -> person.active()),
        person.confirmed()).outcome(now, day));
  }

  private DayLimit today(Instant now) throws SQLException {
    Instant began = Morning.beginning(person.morning().zone(), now);
    return new DayLimit(DayLimit.MOST_A_DAY, Decisions.countSent(connection, Map.of(person.username(), began)));
  }

  private List<Reminder> reminders(Instant lately) throws SQLException {
    String sql = """
        (select id, name, remind_at, remind_pending, status from reminder.task
          where assigned = ? and remind_at > ? and not deleted order by remind_at limit ?)
        union
        (select id, name, remind_at, remind_pending, status from reminder.task
          where assigned = ? and remind_pending and remind_at <= ? and not deleted order by remind_at limit ?)
        union
        (select t.id, t.name, t.remind_at, t.remind_pending, t.status from reminder.decision d
          join reminder.task t on t.id = d.task and t.remind_at = d.due_at
          where d.username = ? and d.kind = 'task' and d.outcome = 'missed' and d.decided_at > ? and t.assigned = d.username
            and not t.deleted order by d.decided_at desc limit ?)
        order by remind_at, id limit ?""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int at = 0; at < 9; at += 3) {
        select.setString(at + 1, person.username());
        select.setObject(at + 2, Rows.stamp(lately));
        select.setInt(at + 3, MOST_TASKS);
      }
      select.setInt(10, MOST_TASKS);
      ResultSet row = select.executeQuery();
      List<Reminder> reminders = new ArrayList<>();
      while (row.next())
        reminders.add(new Reminder(new Task(row.getString(1), Optional.of(row.getString(2))),
            Rows.instant(row, 3).orElseThrow(), row.getBoolean(4), "done".equals(row.getString(5))));
      return reminders;
    }
  }
}
