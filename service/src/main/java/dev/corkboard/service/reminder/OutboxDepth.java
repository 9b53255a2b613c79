package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import javax.sql.DataSource;

/**
 * How much waits in the outbox, and for how long, and how many mails are dead; counted up to a limit.
 *
 * @param oldestSeconds since when the longest waiting message is due
 */
public record OutboxDepth(long waiting, double oldestSeconds, long deadMails) {

  private static final int COUNTED = 100_000;
  /** By the two partial indexes. */
  private static final String QUERY = """
      select
        (select count(*) from (select from reminder.outbox where sent_at is null and due_at <= now() limit ?) o) as waiting,
        (select count(*) from (select from reminder.delivery where state = 'dead' limit ?) d) as dead,
        greatest(0, coalesce(extract(epoch from now() - (select min(due_at) from reminder.outbox where sent_at is null)),
          0)) as oldest""";

  public static OutboxDepth of(DataSource database) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(QUERY)) {
        query.setInt(1, COUNTED);
        query.setInt(2, COUNTED);
        ResultSet row = query.executeQuery();
        row.next();
        return new OutboxDepth(row.getLong("waiting"), row.getDouble("oldest"), row.getLong("dead"));
      }
    });
  }
}
