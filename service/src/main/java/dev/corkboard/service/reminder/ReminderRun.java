package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DayLimit;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;

/** One round of the reminders: decide what is due, publish what waits. Several at once, on any nodes, do no harm. */
public final class ReminderRun {

  private final ReminderStore store;
  private final Outbox outbox;
  private final InstantSource clock;
  private final InstantSource horizon;
  private final int mostTasksADay;
  private Instant before = Instant.MAX;

  /**
   * The horizon is the instant up to which the tasks' rows are known to be complete: the clock itself while the
   * projection keeps up, the time of the last event that it has seen while it is behind. So a reminder that was changed
   * in time does not go out because a view is late, or is made anew.
   */
  public ReminderRun(DataSource dataSource, Outbox outbox, InstantSource clock, InstantSource horizon) {
    this(new ReminderTable(dataSource), outbox, clock, horizon, DayLimit.MOST_A_DAY);
  }

  /** @param mostTasksADay how many reminders of tasks go to one person on one of their days */
  public ReminderRun(ReminderStore store, Outbox outbox, InstantSource clock, InstantSource horizon,
      int mostTasksADay) {
    this.mostTasksADay = mostTasksADay;
    this.store = store;
    this.outbox = outbox;
    this.clock = clock;
    this.horizon = horizon;
  }

  /** A bounded piece of work; whether there may be more at once. With nothing due it costs one query. */
  public boolean step() throws SQLException {
    Instant now = Rows.stored(clock.instant());
    boolean more = now.isBefore(before) && store.transaction(rows -> DigestPlanner.takeBack(rows, now));
    before = now;
    ReminderStore.Waiting waiting = store.waiting(now);
    if (waiting.digests() || waiting.tasks()) more |= decide(waiting, now);
    if (waiting.any()) more |= outbox.publishBatch();
    return more;
  }

  /** The horizon costs a look at the journal, so it is asked for only when something is due. */
  private boolean decide(ReminderStore.Waiting waiting, Instant now) throws SQLException {
    Instant seen = Rows.stored(horizon.instant());
    Instant until = seen.isBefore(now) ? seen : now;
    boolean more = waiting.digests() && store.transaction(rows -> DigestPlanner.decide(rows, until, now));
    if (waiting.tasks()) more |= store.transaction(rows -> TaskReminders.decide(rows, until, now, mostTasksADay));
    return more;
  }
}
