package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How the reminders of everybody go. Counts go up to a limit.
 *
 * @param waiting messages that are due and that the broker has not confirmed
 * @param oldestDueAt since when the longest waiting one is due
 * @param retrying mails that the mail server has put off
 * @param dead mails that were refused or given up
 * @param nextMessageAt when the next message in the outbox is due, if none waits
 */
public record ReminderOverview(long waiting, Optional<Instant> oldestDueAt, Optional<Instant> nextMessageAt,
    long retrying, long dead, Optional<Instant> nextDigestAt, Optional<Instant> nextTaskAt) {

  private static final int COUNTED = 10_000;
  /** Each of it by a partial index. What is put off waits in the outbox, for the mailer alone. */
  private static final String QUERY = """
      select
        (select count(*) from (select from reminder.outbox where sent_at is null and due_at <= now() limit ?) o),
        (select min(due_at) from reminder.outbox where sent_at is null and due_at <= now()),
        (select min(due_at) from reminder.outbox where sent_at is null and due_at > now()),
        (select count(*) from (select from reminder.outbox where sent_at is null and to_mailer limit ?) r),
        (select count(*) from (select from reminder.delivery where state = 'dead' limit ?) d),
        (select min(next_at) from reminder.subscriber where active),
        (select min(remind_at) from reminder.task where remind_pending)""";

  public static ReminderOverview of(DataSource database) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(QUERY)) {
        for (int i = 1; i <= 3; i++)
          query.setInt(i, COUNTED);
        ResultSet row = query.executeQuery();
        row.next();
        return new ReminderOverview(row.getLong(1), Rows.instant(row, 2), Rows.instant(row, 3), row.getLong(4),
            row.getLong(5), Rows.instant(row, 6), Rows.instant(row, 7));
      }
    });
  }
}
