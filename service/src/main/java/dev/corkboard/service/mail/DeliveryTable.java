package dev.corkboard.service.mail;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Secret;
import dev.corkboard.service.reminder.OutboxTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.sql.DataSource;

/** The mailer's memory in PostgreSQL. */
record DeliveryTable(DataSource dataSource) implements Deliveries {

  @Override
  public Claim claim(Message message) throws SQLException {
    String sql = """
        insert into reminder.delivery (message_id, kind, username, state, attempts, leased_till)
        values (?, ?, ?, 'sending', 1, now() + interval '2 minutes')
        on conflict (message_id) do update set
          state = 'sending', attempts = delivery.attempts + 1, leased_till = excluded.leased_till
        where delivery.state = 'retry' or delivery.state = 'sending' and delivery.leased_till < now()
        returning attempts, leased_till""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, message.messageId());
      insert.setString(2, message.kind());
      insert.setString(3, message.user().username());
      ResultSet row = insert.executeQuery();
      if (!row.next()) return standing(connection, message);
      return new Claim.Mine(row.getInt(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }
  }

  @Override
  public void settle(Message message, End end, String error, Instant now) throws SQLException {
    String sql = """
        update reminder.delivery set state = ?, last_error = nullif(?, ''), leased_till = null,
          delivered_at = case when ? then ?::timestamptz end, dead_at = case when ? then ?::timestamptz end, body = ?
        where message_id = ? and state <> 'sent'""";
    Sql.checkedTransaction(dataSource, connection -> {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setString(1, end.name().toLowerCase(Locale.ROOT));
        update.setString(2, error);
        update.setBoolean(3, end == End.SENT);
        update.setObject(4, stamp(now));
        update.setBoolean(5, end == End.DEAD);
        update.setObject(6, stamp(now));
        update.setBytes(7, end == End.DEAD ? Letter.of(message).kept() : null);
        update.setString(8, message.messageId());
        update.executeUpdate();
      }
      if (message instanceof Secret) forget(connection, message, now);
      return null;
    });
  }

  @Override
  public void retry(Message message, Claim.Mine mine, Instant at, String error) throws SQLException {
    String sql = """
        update reminder.delivery set state = 'retry', last_error = ?, leased_till = null
        where message_id = ? and state = 'sending' and attempts = ? and leased_till = ?""";
    Sql.checkedTransaction(dataSource, connection -> {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setString(1, error);
        update.setString(2, message.messageId());
        update.setInt(3, mine.attempts());
        update.setObject(4, stamp(mine.till()));
        if (update.executeUpdate() == 0) return null; // another has taken it over
      }
      OutboxTable.repeat(connection, message, at, error);
      return null;
    });
  }

  @Override
  public void lookAgain(Message message, Instant at) throws SQLException {
    String sql = "select from reminder.delivery where message_id = ? and state = 'sending' for update";
    Sql.checkedTransaction(dataSource, connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setString(1, message.messageId());
        if (!select.executeQuery().next()) return null; // it has come to an end, or waits to be tried again
      }
      OutboxTable.repeat(connection, message, at, "another mailer has it");
      return null;
    });
  }

  @Override
  public void keepPoison(Letter letter, String error, Instant now) throws SQLException {
    new DeadMails(dataSource, InstantSource.fixed(now)).bury(letter, error);
  }

  private static Claim standing(Connection connection, Message message) throws SQLException {
    String sql = "select leased_till from reminder.delivery where message_id = ? and state = 'sending'";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, message.messageId());
      ResultSet row = select.executeQuery();
      if (!row.next()) return new Claim.Settled();
      return new Claim.Busy(row.getObject(1, OffsetDateTime.class).toInstant());
    }
  }

  /** The secret in the outbox has done its work. */
  private static void forget(Connection connection, Message message, Instant now) throws SQLException {
    String sql = "update reminder.outbox set payload = null, sent_at = coalesce(sent_at, ?) where message_id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, stamp(now));
      update.setString(2, message.messageId());
      update.executeUpdate();
    }
  }

  private static OffsetDateTime stamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
