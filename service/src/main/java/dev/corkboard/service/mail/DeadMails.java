package dev.corkboard.service.mail;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.OutboxTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * What the mailer has given up, for operators. The rows are the truth and have the messages; the dead-letter queue has
 * copies, which {@link DeadQueue} keeps in step.
 */
public final class DeadMails {
  private static final int PAGE = 200;
  private static final String BODY = "select body from reminder.delivery where message_id = ? and state = 'dead'";

  /** What came of asking for one to be tried again. */
  public enum Retried {
    /** It is on its way to the mailer, or has been mailed in another way. */
    ACCEPTED,
    /** There is no such dead mail. */
    UNKNOWN,
    /** Its secret was wiped, or it still is no message of ours. */
    IMPOSSIBLE
  }

  /** How many were tried again, and how many are dead still. */
  public record Outcome(long retried, long left) {}

  private final DataSource dataSource;
  private final InstantSource clock;

  public DeadMails(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** At most so many of those that come after a position, the longest dead first. */
  public List<DeadMail> list(Optional<String> after, int limit) {
    String sql = """
        select message_id, kind, nullif(username, '') as username, coalesce(last_error, '') as error, attempts, dead_at,
          body is not null as retryable, position from (
            select *, lpad((extract(epoch from dead_at) * 1000000)::bigint::text, 16, '0') || '-'
              || left(md5(message_id), 16) as position
            from reminder.delivery where state = 'dead') dead
        where position > ? order by position limit ?""";
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, after.orElse(""));
        select.setInt(2, limit);
        ResultSet row = select.executeQuery();
        List<DeadMail> found = new ArrayList<>();
        while (row.next())
          found.add(new DeadMail(row.getString("message_id"), row.getString("kind"),
              Optional.ofNullable(row.getString("username")), row.getString("error"), row.getInt("attempts"),
              row.getObject("dead_at", OffsetDateTime.class).toInstant(), row.getBoolean("retryable"),
              row.getString("position")));
        return found;
      }
    });
  }

  /** All of them, page by page, the longest dead first; each page is looked up when it is come to. */
  public Stream<List<DeadMail>> pages() {
    return Stream.iterate(list(Optional.empty(), PAGE), page -> !page.isEmpty(),
        page -> page.size() < PAGE ? List.of() : list(Optional.of(page.getLast().position()), PAGE));
  }

  public long count() {
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection
          .prepareStatement("select count(*) from reminder.delivery where state = 'dead'")) {
        ResultSet row = select.executeQuery();
        row.next();
        return row.getLong(1);
      }
    });
  }

  /** Has the mailer try one again, once, through the outbox. */
  public Retried retry(String messageId) {
    return Sql.transaction(dataSource, connection -> retry(connection, messageId));
  }

  /** The same for all that can be, but no more than so many; the longest dead first. */
  public Outcome retryAll(int most) {
    long retried = 0;
    Iterator<List<DeadMail>> pages = pages().iterator();
    while (retried < most && pages.hasNext()) {
      List<DeadMail> some = pages.next().stream().filter(DeadMail::retryable).limit(most - retried).toList();
      retried += Sql.transaction(dataSource, connection -> retry(connection, some));
    }
    return new Outcome(retried, count());
  }

  /** It will never be mailed; whether there was such a dead mail. */
  public boolean discard(String messageId) {
    return Sql.with(dataSource, connection -> settle(connection, messageId, "discarded"));
  }

  /** What has become of a mail: one of the states of its row; empty if it has none. */
  Optional<String> state(String messageId) {
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection
          .prepareStatement("select state from reminder.delivery where message_id = ?")) {
        select.setString(1, messageId);
        ResultSet row = select.executeQuery();
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    });
  }

  /** How many of these mails are in each state. */
  public Map<String, Long> states(List<String> ids) {
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection.prepareStatement(
          "select state, count(*) from reminder.delivery where message_id = any(?) group by state")) {
        select.setArray(1, connection.createArrayOf("text", ids.toArray()));
        ResultSet row = select.executeQuery();
        Map<String, Long> states = new HashMap<>();
        while (row.next())
          states.put(row.getString(1), row.getLong(2));
        return states;
      }
    });
  }

  /** It is given up; what was sent meanwhile stays sent. */
  void bury(Letter letter, String error) throws SQLException {
    bury(letter, error, """
        update set state = 'dead', last_error = excluded.last_error, leased_till = null, dead_at = excluded.dead_at,
          body = excluded.body where delivery.state not in ('sent', 'expired')""");
  }

  /** It lies in the dead-letter queue, and we may know nothing of it: the broker, or somebody, put it there. */
  void adopt(Letter letter, String error) throws SQLException {
    bury(letter, error, "nothing");
  }

  /** The message itself, if it is dead and can be tried again. */
  Optional<byte[]> body(String messageId) {
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection.prepareStatement(BODY)) {
        select.setString(1, messageId);
        ResultSet row = select.executeQuery();
        return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
      }
    });
  }

  private void bury(Letter letter, String error, String known) throws SQLException {
    String sql = """
        insert into reminder.delivery (message_id, kind, username, state, attempts, last_error, dead_at, body)
        values (?, ?, ?, 'dead', 0, ?, ?, ?) on conflict (message_id) do\s""" + known;
    Sql.checkedTransaction(dataSource, connection -> {
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        insert.setString(1, letter.id());
        insert.setString(2, letter.kind());
        insert.setString(3, letter.username());
        insert.setString(4, error.replace("\0", ""));
        insert.setObject(5, clock.instant().atOffset(ZoneOffset.UTC));
        insert.setBytes(6, letter.kept());
        insert.executeUpdate();
      }
      return null;
    });
  }

  private long retry(Connection connection, List<DeadMail> some) throws SQLException {
    long retried = 0;
    for (DeadMail each : some)
      if (retry(connection, each.messageId()) == Retried.ACCEPTED) retried++;
    return retried;
  }

  /** What was poison has another id once a newer release can read it; its mail may have been sent since. */
  private Retried retry(Connection connection, String messageId) throws SQLException {
    byte[] body;
    try (PreparedStatement select = connection.prepareStatement(BODY + " for update")) {
      select.setString(1, messageId);
      ResultSet row = select.executeQuery();
      if (!row.next()) return Retried.UNKNOWN;
      body = row.getBytes(1);
    }
    Optional<Message> message = Optional.ofNullable(body).flatMap(it -> Letter.of(it).message());
    if (message.isEmpty()) return Retried.IMPOSSIBLE;
    boolean same = messageId.equals(message.get().messageId());
    settle(connection, messageId, same ? "retry" : "discarded");
    if (same || isNew(connection, message.get())) {
      OutboxTable.repeat(connection, message.get(), clock.instant(), "tried again by an operator");
    }
    return Retried.ACCEPTED;
  }

  private static boolean isNew(Connection connection, Message message) throws SQLException {
    try (PreparedStatement select = connection
        .prepareStatement("select from reminder.delivery where message_id = ?")) {
      select.setString(1, message.messageId());
      return !select.executeQuery().next();
    }
  }

  /** Its attempts begin anew. */
  private static boolean settle(Connection connection, String messageId, String state) throws SQLException {
    String sql = """
        update reminder.delivery set state = ?, attempts = 0, dead_at = null, body = null
        where message_id = ? and state = 'dead'""";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, state);
      update.setString(2, messageId);
      return update.executeUpdate() > 0;
    }
  }
}
