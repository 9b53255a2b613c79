package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.Memory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets after a year what was decided on reminders and what became of mails, and messages that were published but, as
 * nobody mails here, never came to an end. Nothing is sent again: {@link Memory} ends before.
 */
public final class RecordCleaner {
  private static final Logger log = LoggerFactory.getLogger(RecordCleaner.class);
  private static final int BATCH = 1_000;
  /** Until a mail that was given up is forgotten: by then its copy has left the dead-letter queue. */
  private static final Duration DISCARDED = Duration.ofDays(30);

  // By an array, as a join with so many rows may read the whole table.
  private static final String DECISIONS = """
      delete from reminder.decision where message_id = any(array(
        select message_id from reminder.decision where decided_at < ? order by decided_at limit ?))""";
  private static final String OUTBOX = """
      delete from reminder.outbox where message_id = any(array(
        select message_id from reminder.outbox where sent_at < ? order by sent_at limit ?))""";
  private static final String DEAD = """
      update reminder.delivery set state = 'discarded', body = null where message_id = any(array(
        select message_id from reminder.delivery where state = 'dead' and dead_at < ? order by dead_at limit ?))""";
  private static final String DELIVERIES = """
      delete from reminder.delivery where message_id = any(array(
        select message_id from reminder.delivery where created_at < ? and state in ('sent', 'expired')
        order by created_at limit ?))""";
  private static final String DISCARDS = """
      delete from reminder.delivery where message_id = any(array(
        select message_id from reminder.delivery
        where created_at < ? and state = 'discarded' and coalesce(dead_at, created_at) < ?
        order by created_at limit ?))""";

  static final List<String> STATEMENTS = List.of(DECISIONS, OUTBOX, DEAD, DELIVERIES, DISCARDS);

  private final DataSource dataSource;
  private final InstantSource clock;

  public RecordCleaner(DataSource dataSource, InstantSource clock) {
    this.dataSource = dataSource;
    this.clock = clock;
  }

  /** Does it in small transactions; what fails is done the next time. */
  public void clean() {
    Instant year = clock.instant().minus(Memory.KEPT);
    Instant longer = year.minus(DISCARDED);
    try {
      int decisions = all(DECISIONS, year);
      int messages = all(OUTBOX, year);
      int dead = all(DEAD, year);
      int deliveries = all(DELIVERIES, year) + all(DISCARDS, longer, longer);
      if (decisions + messages + deliveries + dead > 0) {
        log.info("After {} days were forgotten: {} decisions, {} messages, {} mails; {} dead mails were discarded",
            Memory.KEPT.toDays(), decisions, messages, deliveries, dead);
      }
    } catch (SQLException away) {
      log.warn("Old decisions and mails were not forgotten: {}", away.getMessage());
    }
  }

  private int all(String sql, Instant... before) throws SQLException {
    int all = 0;
    int last = BATCH;
    while (last == BATCH) {
      last = some(sql, before);
      all += last;
    }
    return all;
  }

  private int some(String sql, Instant... before) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      for (int i = 0; i < before.length; i++)
        delete.setObject(i + 1, Rows.stamp(before[i]));
      delete.setInt(before.length + 1, BATCH);
      return delete.executeUpdate();
    }
  }
}
