package dev.corkboard.service.reminder;

import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.meter.Counts;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages wait here, written with the decision to send them, until the broker has confirmed them. */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  /** With one batch at a time, this many a second at most. */
  private static final int BATCH = 250;
  private static final Duration PACE = Duration.ofMillis(80);

  /** A message to be published when it is due. */
  public record Entry(Messages.Message message, String exchange, String routingKey, Instant dueAt) {

    /** A mail about an account, due at once. */
    public static Entry mail(Messages.PasswordReset reset, Instant now) {
      return new Entry(reset, Amqp.MAIL, "mail." + reset.kind(), now);
    }

    static Entry reminder(Messages.Reminder reminder, Instant dueAt) {
      return new Entry(reminder, Amqp.REMINDERS, "reminder." + reminder.kind(), dueAt);
    }
  }

  private record Lease(List<Amqp.Message> messages, Map<String, String> kinds, OffsetDateTime till) {}

  private final DataSource dataSource;
  private final Amqp amqp;
  private final InstantSource clock;
  private long nextBatch = System.nanoTime();

  public Outbox(DataSource dataSource, Amqp amqp, InstantSource clock) {
    this.dataSource = dataSource;
    this.amqp = amqp;
    this.clock = clock;
  }

  /** Adds messages in the caller's transaction; one whose message_id is known is not added again. */
  public static void add(Connection connection, List<Entry> entries) throws SQLException {
    String sql = """
        insert into reminder.outbox (message_id, kind, exchange, routing_key, payload, due_at)
        values (?, ?, ?, ?, ?, ?) on conflict (message_id) do nothing""";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Entry entry : entries) {
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

  /** Publishes the longest due messages, a batch at most; whether there may be more to do at once. */
  public boolean publishBatch() throws SQLException {
    if (!amqp.connected()) return false;
    pace();
    Lease lease = lease();
    if (lease.messages().isEmpty()) return false;
    Amqp.Published published = amqp.publish(lease.messages());
    markSent(published.confirmed(), lease);
    published.confirmed().forEach(id -> Counts.published(lease.kinds().get(id)));
    if (published.problems().isEmpty()) return lease.messages().size() == BATCH;
    markProblems(published.problems());
    return false;
  }

  /**
   * After the broker has lost its queues: what was published in the last days and did not reach its end is published
   * again. The mailer drops what it knows, so this is always safe.
   */
  public int republishUndelivered() throws SQLException {
    String sql = """
        update reminder.outbox o set sent_at = null, leased_till = null
        where sent_at > ? and payload is not null and not exists (
          select from reminder.delivery d where d.message_id = o.message_id and d.state in ('sent', 'expired', 'dead'))""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, Rows.stamp(clock.instant().minus(Duration.ofDays(7))));
      return update.executeUpdate();
    }
  }

  /** Keeps batches apart, so that the end of an outage is no storm. */
  private void pace() {
    long wait = nextBatch - System.nanoTime();
    if (wait > 0) LockSupport.parkNanos(wait);
    nextBatch = System.nanoTime() + PACE.toNanos();
  }

  /**
   * A lease and not a lock: a transaction held open while the broker thinks would hold up all readers of the journal.
   * What a killed node has leased, or the broker did not confirm, comes again when the lease ends.
   */
  private Lease lease() throws SQLException {
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
      select.setObject(1, Rows.stamp(clock.instant()));
      select.setInt(2, BATCH);
      ResultSet rows = select.executeQuery();
      List<Amqp.Message> messages = new ArrayList<>();
      Map<String, String> kinds = new HashMap<>();
      OffsetDateTime till = OffsetDateTime.MIN;
      while (rows.next()) {
        messages.add(message(rows));
        kinds.put(rows.getString(1), rows.getString(7));
        till = rows.getObject(6, OffsetDateTime.class);
      }
      return new Lease(messages, kinds, till);
    }
  }

  private static Amqp.Message message(ResultSet row) throws SQLException {
    boolean toMailer = row.getBoolean(4);
    return new Amqp.Message(row.getString(1), toMailer ? "" : row.getString(2),
        toMailer ? Amqp.MAILER : row.getString(3), Map.of(), row.getString(5).getBytes(StandardCharsets.UTF_8));
  }

  /** Only under our own lease: the mailer may have the message already, and may have asked for a repeat. */
  private void markSent(Collection<String> ids, Lease lease) throws SQLException {
    if (ids.isEmpty()) return;
    String sql = """
        update reminder.outbox set sent_at = ?, leased_till = null, last_error = null
        where message_id = any(?) and leased_till = ?""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, Rows.stamp(clock.instant()));
      update.setArray(2, connection.createArrayOf("text", ids.toArray()));
      update.setObject(3, lease.till());
      update.executeUpdate();
    }
  }

  private void markProblems(Map<String, String> problems) throws SQLException {
    log.warn("{} messages were not confirmed: {}", problems.size(), problems.values().iterator().next());
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
}
