package dev.corkboard.service.reminder;

import dev.corkboard.service.amqp.Amqp;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The outbox in PostgreSQL. */
public record OutboxTable(DataSource dataSource) implements OutboxStore {
  /** Of a row o: its message was mailed, or never will be. */
  private static final String ENDED = """
      exists (select from reminder.delivery d where d.message_id = o.message_id
        and d.state in ('sent', 'expired', 'dead', 'discarded'))""";

  /** Adds messages in the caller's transaction; one whose message_id is known is not added again. */
  public static void add(Connection connection, List<Outbox.Entry> entries) throws SQLException {
    String sql = """
        insert into reminder.outbox (message_id, kind, exchange, routing_key, payload, due_at)
        values (?, ?, ?, ?, ?, ?) on conflict (message_id) do nothing""";
    if (entries.isEmpty()) return;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Outbox.Entry entry : entries) {
        insert.setString(1, entry.message().messageId());
        insert.setString(2, entry.message().kind());
        insert.setString(3, entry.exchange());
        insert.setString(4, entry.routingKey());
        insert.setString(5, Messages.write(entry.message()));
        insert.setObject(6, Rows.stamp(entry.dueAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Has the mailer alone get the message (again) at that time; other queues see no repeat. */
  public static void repeat(Connection connection, Messages.Message message, Instant dueAt, String why)
      throws SQLException {
    String sql = """
        insert into reminder.outbox (message_id, kind, exchange, routing_key, payload, due_at, to_mailer, last_error)
        values (?, ?, '', ?, ?, ?, true, ?) on conflict (message_id) do update set
          payload = excluded.payload, due_at = excluded.due_at, to_mailer = true, last_error = excluded.last_error,
          sent_at = null, leased_till = null""";
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      upsert.setString(1, message.messageId());
      upsert.setString(2, message.kind());
      upsert.setString(3, Amqp.MAILER);
      upsert.setString(4, Messages.write(message));
      upsert.setObject(5, Rows.stamp(dueAt));
      upsert.setString(6, why);
      upsert.executeUpdate();
    }
  }

  /**
   * A lease and not a lock: a transaction held open while the broker thinks would hold up all readers of the journal.
   * What a killed node has leased, or the broker has refused, comes again when the lease ends.
   */
  @Override
  public Lease lease(Instant now, int limit) throws SQLException {
    String sql = """
        with due as (
          select message_id from reminder.outbox
          where sent_at is null and due_at <= ? and (leased_till is null or leased_till < now())
          order by due_at, message_id limit ? for update skip locked),
        leased as (
          update reminder.outbox o set leased_till = now() + interval '15 seconds' from due
          where o.message_id = due.message_id
          returning o.*)
        select message_id, exchange, routing_key, to_mailer, payload, leased_till, kind from leased order by due_at, message_id""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(now));
      select.setInt(2, limit);
      ResultSet rows = select.executeQuery();
      List<Amqp.Message> messages = new ArrayList<>();
      Map<String, String> kinds = new HashMap<>();
      Instant till = Instant.MIN;
      while (rows.next()) {
        messages.add(message(rows));
        kinds.put(rows.getString(1), rows.getString(7));
        till = Rows.instant(rows, 6).orElseThrow();
      }
      return new Lease(messages, kinds, till);
    }
  }

  @Override
  public void markSent(Collection<String> ids, Instant till, Instant now) throws SQLException {
    String sql = """
        update reminder.outbox set sent_at = ?, leased_till = null, last_error = null
        where message_id = any(?) and leased_till = ?""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, Rows.stamp(now));
      update.setArray(2, connection.createArrayOf("text", ids.toArray()));
      update.setObject(3, Rows.stamp(till));
      update.executeUpdate();
    }
  }

  @Override
  public void markProblems(Map<String, String> problems) throws SQLException {
    String sql = "update reminder.outbox set last_error = ? where message_id = ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      for (Map.Entry<String, String> problem : problems.entrySet()) {
        update.setString(1, problem.getValue());
        update.setString(2, problem.getKey());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  @Override
  public void release(Collection<String> ids, Instant till) throws SQLException {
    String sql = "update reminder.outbox set leased_till = null where message_id = any(?) and leased_till = ?";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setArray(1, connection.createArrayOf("text", ids.toArray()));
      update.setObject(2, Rows.stamp(till));
      update.executeUpdate();
    }
  }

  @Override
  public int unsend(Instant since) throws SQLException {
    String sql = """
        update reminder.outbox o set sent_at = null, leased_till = null
        where sent_at > ? and payload is not null and not\s""" + ENDED;
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, Rows.stamp(since));
      return update.executeUpdate();
    }
  }

  /** Of those published before then that came to their end, the oldest first; how many. Their decisions stay. */
  int forget(Instant before, int limit) throws SQLException {
    String sql = """
        delete from reminder.outbox where message_id = any(array(
          select message_id from reminder.outbox o where sent_at < ? and %s
          order by sent_at limit ?))""".formatted(ENDED);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setObject(1, Rows.stamp(before));
      delete.setInt(2, limit);
      return delete.executeUpdate();
    }
  }

  private static Amqp.Message message(ResultSet row) throws SQLException {
    boolean toMailer = row.getBoolean(4);
    return new Amqp.Message(row.getString(1), toMailer ? "" : row.getString(2),
        toMailer ? Amqp.MAILER : row.getString(3), Map.of(), row.getString(5).getBytes(StandardCharsets.UTF_8));
  }
}
