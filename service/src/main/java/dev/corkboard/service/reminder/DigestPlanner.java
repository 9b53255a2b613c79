package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.reminder.Decisions.Decision;
import dev.corkboard.service.reminder.Messages.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides on the digests that are due, for some people at a time, in one transaction. */
final class DigestPlanner {
  private static final int BATCH = 200;
  /** Of each of the two lists of a message; nobody reads more in a mail. */
  private static final int MOST_TASKS = 500;

  private record Subscriber(Person person, Morning morning, boolean digest, DigestPlan plan) {}

  /** The digest of one person on one local date. */
  private record Digest(Subscriber of, LocalDate date, Instant dueAt) {
    String messageId() {
      return ReminderId.digest(of.person().username(), date);
    }
  }

  private record Lists(List<Messages.Line> today, List<Messages.Line> overdue) {
    Lists() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private DigestPlanner() {}

  /** What is due by the horizon, which is never later than now; whether there may be more. */
  static boolean decide(Connection connection, Instant horizon, Instant now) throws SQLException {
    List<Subscriber> due = due(connection, horizon);
    List<Digest> digests = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    try (PreparedStatement moveOn = connection.prepareStatement("""
        update reminder.subscriber set decided_date = ?, next_date = ?, next_at = ?, make_up_from = ?
        where username = ?""")) {
      for (Subscriber subscriber : due) {
        DigestPlan.Step step = subscriber.plan().step(subscriber.morning(), horizon, now);
        for (LocalDate date : step.missed())
          decisions.add(decision(digest(subscriber, date), Outcome.MISSED));
        for (LocalDate date : step.decided())
          digests.add(digest(subscriber, date));
        moveOn(moveOn, subscriber, step.next());
      }
      moveOn.executeBatch();
    }
    Map<Digest, Lists> lists = lists(connection, digests);
    for (Digest digest : digests)
      decisions.add(decision(digest, outcome(digest, lists.get(digest))));
    Set<String> fresh = Decisions.add(connection, decisions, now);
    Outbox.add(connection, entries(lists, fresh));
    return due.size() == BATCH;
  }

  private static List<Subscriber> due(Connection connection, Instant horizon) throws SQLException {
    String sql = """
        select username, email, time_zone, digest_hour, digest, next_date, next_at, make_up_from
        from reminder.subscriber where active and next_at <= ?
        order by next_at limit ? for update skip locked""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(horizon));
      select.setInt(2, BATCH);
      ResultSet row = select.executeQuery();
      List<Subscriber> due = new ArrayList<>();
      while (row.next()) {
        Person person = new Person(row.getString(1), row.getString(2), row.getString(3));
        DigestPlan plan = new DigestPlan(Rows.date(row, 6).orElseThrow(), Rows.instant(row, 7).orElseThrow(),
            Rows.date(row, 8));
        due.add(new Subscriber(person, Morning.of(person.timeZone(), row.getInt(4)), row.getBoolean(5), plan));
      }
      return due;
    }
  }

  private static Digest digest(Subscriber subscriber, LocalDate date) {
    return new Digest(subscriber, date, subscriber.morning().on(date));
  }

  private static Decision decision(Digest digest, Outcome outcome) {
    return new Decision(digest.messageId(), Messages.DIGEST, Optional.of(digest.of().person().username()),
        Optional.empty(), Optional.of(digest.date()), digest.dueAt(), outcome);
  }

  private static Outcome outcome(Digest digest, Lists lists) {
    return Outcome.ofDigest(digest.of().digest(), !lists.today().isEmpty());
  }

  private static List<Outbox.Entry> entries(Map<Digest, Lists> lists, Set<String> fresh) {
    List<Outbox.Entry> entries = new ArrayList<>();
    lists.forEach((digest, of) -> {
      if (outcome(digest, of) != Outcome.SENT || !fresh.contains(digest.messageId())) return;
      Messages.Reminder message = new Messages.Reminder(digest.messageId(), Messages.DIGEST, digest.of().person(),
          digest.date(), of.today(), of.overdue());
      entries.add(Outbox.Entry.reminder(message, digest.dueAt()));
    });
    return entries;
  }

  private static void moveOn(PreparedStatement update, Subscriber subscriber, DigestPlan next) throws SQLException {
    update.setObject(1, next.nextDate().minusDays(1));
    update.setObject(2, next.nextDate());
    update.setObject(3, Rows.stamp(next.nextAt()));
    update.setObject(4, next.makeUpFrom().orElse(null));
    update.setString(5, subscriber.person().username());
    update.addBatch();
  }

  private static Map<Digest, Lists> lists(Connection connection, List<Digest> digests) throws SQLException {
    Map<Digest, Lists> lists = new HashMap<>();
    digests.forEach(digest -> lists.put(digest, new Lists()));
    String sql = """
        select wanted.at, task.id, task.name, task.due, task.status, task.sprint
        from unnest(?::text[], ?::date[]) with ordinality as wanted (username, date, at)
        cross join lateral (
          (select * from reminder.task
           where assigned = wanted.username and due = wanted.date and not deleted and status <> 'done'
           order by name, id limit ?)
          union all
          (select * from reminder.task
           where assigned = wanted.username and due < wanted.date and not deleted and status <> 'done'
           order by due, id limit ?)) as task
        order by wanted.at, task.due, task.name, task.id""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text",
          digests.stream().map(digest -> digest.of().person().username()).toArray()));
      select.setArray(2, connection.createArrayOf("text",
          digests.stream().map(digest -> digest.date().toString()).toArray()));
      select.setInt(3, MOST_TASKS);
      select.setInt(4, MOST_TASKS);
      ResultSet row = select.executeQuery();
      while (row.next()) {
        Digest digest = digests.get(row.getInt(1) - 1);
        Messages.Line line = line(row, 2);
        boolean overdue = line.due().filter(due -> due.isBefore(digest.date())).isPresent();
        (overdue ? lists.get(digest).overdue() : lists.get(digest).today()).add(line);
      }
    }
    return lists;
  }

  /** The columns id, name, due, status, sprint, from this one on. */
  static Messages.Line line(ResultSet row, int column) throws SQLException {
    return new Messages.Line(row.getString(column), row.getString(column + 1), Rows.date(row, column + 2),
        row.getString(column + 3), Optional.ofNullable(row.getString(column + 4)));
  }
}
