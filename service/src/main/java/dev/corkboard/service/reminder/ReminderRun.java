package dev.corkboard.service.reminder;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/** One round of the reminders: decide what is due, publish what waits. Several at once, on any nodes, do no harm. */
public final class ReminderRun {

  private record Waiting(boolean digests, boolean tasks, boolean messages) {}

  private final DataSource dataSource;
  private final Outbox outbox;
  private final InstantSource clock;
  private final InstantSource horizon;

  /**
   * The horizon is the instant up to which the tasks' rows are known to be complete: the clock itself while the
   * projection keeps up, the time of the last event that it has seen while it is behind. So a reminder that was changed
   * in time does not go out because a view is late, or is made anew.
   */
  public ReminderRun(DataSource dataSource, Outbox outbox, InstantSource clock, InstantSource horizon) {
    this.dataSource = dataSource;
    this.outbox = outbox;
    this.clock = clock;
    this.horizon = horizon;
  }

  /** A bounded piece of work; whether there may be more at once. With nothing to do it costs one query. */
  public boolean step() throws SQLException {
    Instant now = Rows.stored(clock.instant());
    Instant seen = Rows.stored(horizon.instant());
    Instant until = seen.isBefore(now) ? seen : now;
    Waiting waiting = waiting(now, until);
    boolean more = false;
    if (waiting.digests()) {
      more |= Sql.checkedTransaction(dataSource, connection -> DigestPlanner.decide(connection, until, now));
    }
    if (waiting.tasks()) {
      more |= Sql.checkedTransaction(dataSource, connection -> TaskReminders.decide(connection, until, now));
    }
    if (waiting.messages() || waiting.digests() || waiting.tasks()) more |= outbox.publishBatch();
    return more;
  }

  /** The first entry of three indexes: asked for by min, since an exists reads the table when statistics are old. */
  private Waiting waiting(Instant now, Instant until) throws SQLException {
    String sql = """
        select (select min(next_at) from reminder.subscriber where active) <= ?,
          (select min(remind_at) from reminder.task where remind_pending) <= ?,
          (select min(due_at) from reminder.outbox where sent_at is null) <= ?""";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setObject(1, Rows.stamp(until));
      select.setObject(2, Rows.stamp(until));
      select.setObject(3, Rows.stamp(now));
      ResultSet row = select.executeQuery();
      row.next();
      return new Waiting(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3));
    }
  }
}
