package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Listing;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.reminder.Messages.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows in one transaction of PostgreSQL; other schedulers skip what this one has locked. */
record SqlReminderRows(Connection connection) implements ReminderRows {
  @Override
  public List<Subscriber> dueSubscribers(Instant horizon, int limit) throws SQLException {
    String sql = """
        select username, email, time_zone, digest_hour, digest, next_date, next_at, make_up_from, confirmed
        from reminder.subscriber where active and next_at <= ?
        order by next_at limit ? for update skip locked""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(horizon));
      select.setInt(2, limit);
      ResultSet row = select.executeQuery();
      List<Subscriber> due = new ArrayList<>();
      while (row.next()) {
        Person person = new Person(row.getString(1), row.getString(2), row.getString(3));
        DigestPlan plan = new DigestPlan(Rows.date(row, 6).orElseThrow(), Rows.instant(row, 7).orElseThrow(),
            Rows.date(row, 8));
        due.add(new Subscriber(person, Morning.of(person.timeZone(), row.getInt(4)), row.getBoolean(5),
            row.getBoolean(9), plan));
      }
      return due;
    }
  }

  @Override
  public void moveOn(Map<String, DigestPlan> plans) throws SQLException {
    String sql = """
        update reminder.subscriber set decided_date = ?, next_date = ?, next_at = ?, make_up_from = ?
        where username = ?""";
    if (plans.isEmpty()) return;
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (Map.Entry<String, DigestPlan> plan : plans.entrySet()) {
        DigestPlan next = plan.getValue();
        update.setObject(1, next.nextDate().minusDays(1));
        update.setObject(2, next.nextDate());
        update.setObject(3, Rows.stamp(next.nextAt()));
        update.setObject(4, next.makeUpFrom().orElse(null));
        update.setString(5, plan.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  @Override
  public List<Messages.Due> tasks(List<Asked> asked) throws SQLException {
    if (asked.isEmpty()) return List.of();
    DueLists lists = new DueLists(asked);
    String sql = """
        select wanted.at, task.id, task.name, task.due, task.status, task.sprint, task.total
        from unnest(?::text[], ?::date[]) with ordinality as wanted (username, date, at)
        cross join lateral (
          (select *, count(*) over () as total from reminder.task
           where assigned = wanted.username and due = wanted.date and not deleted and status <> 'done'
           order by name, id limit ?)
          union all
          (select *, count(*) over () as total from reminder.task
           where assigned = wanted.username and due < wanted.date and not deleted and status <> 'done'
           order by due, id limit ?)) as task
        order by wanted.at""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text", asked.stream().map(Asked::username).toArray()));
      select.setArray(2,
          connection.createArrayOf("text", asked.stream().map(each -> each.date().toString()).toArray()));
      select.setInt(3, Listing.IN_MESSAGE);
      select.setInt(4, Listing.IN_MESSAGE);
      ResultSet row = select.executeQuery();
      while (row.next())
        lists.add(row.getInt(1) - 1, line(row, 2), row.getInt(7));
    }
    return lists.all();
  }

  @Override
  public List<DueTask> dueTasks(Instant horizon, int limit) throws SQLException {
    String sql = """
        select t.id, t.name, t.due, t.status, t.sprint, t.remind_at, t.deleted, t.assigned, s.username, s.email,
          s.time_zone, s.active, s.since, s.confirmed
        from reminder.task t left join reminder.subscriber s on s.username = t.assigned
        where t.remind_pending and t.remind_at <= ? order by t.remind_at limit ? for update of t skip locked""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(horizon));
      select.setInt(2, limit);
      ResultSet row = select.executeQuery();
      List<DueTask> due = new ArrayList<>();
      while (row.next())
        due.add(new DueTask(line(row, 1), reminder(row), person(row)));
      return due;
    }
  }

  @Override
  public Set<String> decided(List<String> messageIds) throws SQLException {
    return Decisions.known(connection, messageIds);
  }

  /**
   * First the lock, in the order of names as everybody takes it, then the count, which sees what was committed by whoever
   * held the lock before.
   */
  @Override
  public Map<String, Integer> countSent(Map<String, Instant> since) throws SQLException {
    if (since.isEmpty()) return Map.of();
    try (PreparedStatement lock = connection.prepareStatement(
        "select from reminder.subscriber where username = any(?) order by username for update")) {
      lock.setArray(1, connection.createArrayOf("text", since.keySet().toArray()));
      lock.executeQuery();
    }
    return Decisions.countSent(connection, since);
  }

  @Override
  public void settle(List<String> tasks) throws SQLException {
    String sql = "update reminder.task set remind_pending = false where id = any(?)";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, connection.createArrayOf("text", tasks.toArray()));
      update.executeUpdate();
    }
  }

  @Override
  public Set<String> decide(List<Decision> decisions, Instant now) throws SQLException {
    return Decisions.add(connection, decisions, now);
  }

  @Override
  public void send(List<Outbox.Entry> entries) throws SQLException {
    OutboxTable.add(connection, entries);
  }

  /** By the people whose plan has come to a later date; they are few. */
  @Override
  public List<Missed> missedSince(Instant then) throws SQLException {
    String sql = """
        with ahead as (
          select username, time_zone, digest_hour, next_date from reminder.subscriber where next_at > ?
          order by username for update)
        select d.message_id, ahead.username, ahead.time_zone, ahead.digest_hour, d.date, ahead.next_date
        from ahead join reminder.decision d on d.username = ahead.username
        where d.due_at > ? and d.kind = 'digest' and d.outcome = 'missed' order by d.date, d.username""";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(then));
      select.setObject(2, Rows.stamp(then));
      ResultSet row = select.executeQuery();
      List<Missed> missed = new ArrayList<>();
      while (row.next())
        missed.add(new Missed(row.getString(1), row.getString(2), Morning.of(row.getString(3), row.getInt(4)),
            Rows.date(row, 5).orElseThrow(), Rows.date(row, 6).orElseThrow()));
      return missed;
    }
  }

  @Override
  public void forget(List<String> messageIds) throws SQLException {
    if (messageIds.isEmpty()) return;
    try (PreparedStatement delete = connection.prepareStatement(
        "delete from reminder.decision where message_id = any(?)")) {
      delete.setArray(1, connection.createArrayOf("text", messageIds.toArray()));
      delete.executeUpdate();
    }
  }

  private static TaskReminder reminder(ResultSet row) throws SQLException {
    return new TaskReminder(row.getString(1), Rows.instant(row, 6).orElseThrow(), row.getBoolean(7),
        "done".equals(row.getString(4)), Optional.ofNullable(row.getString(8)),
        row.getBoolean(12) ? Rows.instant(row, 13) : Optional.empty(), row.getBoolean(14));
  }

  private static Optional<Person> person(ResultSet row) throws SQLException {
    if (row.getString(9) == null) return Optional.empty();
    return Optional.of(new Person(row.getString(9), row.getString(10), row.getString(11)));
  }

  /** The columns id, name, due, status, sprint, from this one on. */
  private static Messages.Line line(ResultSet row, int column) throws SQLException {
    return new Messages.Line(row.getString(column), row.getString(column + 1), Rows.date(row, column + 2),
        row.getString(column + 3), Optional.ofNullable(row.getString(column + 4)));
  }
}
