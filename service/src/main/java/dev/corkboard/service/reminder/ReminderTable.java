package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;

/** The reminders' rows in PostgreSQL. */
record ReminderTable(DataSource dataSource) implements ReminderStore {

  /** The first entry of three indexes: asked for by min, since an exists reads the table when statistics are old. */
  @Override
  public Waiting waiting(Instant now) throws SQLException {
    String sql = """
        select (select min(next_at) from reminder.subscriber where active) <= ?,
          (select min(remind_at) from reminder.task where remind_pending) <= ?,
          (select min(due_at) from reminder.outbox where sent_at is null) <= ?""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 1; i <= 3; i++)
        select.setObject(i, Rows.stamp(now));
      ResultSet row = select.executeQuery();
      row.next();
      return new Waiting(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3));
    }
  }

  @Override
  public <T> T transaction(Work<T> work) throws SQLException {
    return Sql.checkedTransaction(dataSource, connection -> work.on(new SqlReminderRows(connection)));
  }
}
