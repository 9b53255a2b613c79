package dev.corkboard.service.reminder;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages out of the outbox a month after they were published, if they have come to their end. What was decided
 * and what became of it stays for a year, which is what keeps anything from being sent again.
 */
public final class OutboxCleaner {
  private static final Logger log = LoggerFactory.getLogger(OutboxCleaner.class);
  /** Longer than anything is published again after a loss of the broker's queues. */
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int BATCH = 1_000;

  private final OutboxTable outbox;
  private final InstantSource clock;

  public OutboxCleaner(DataSource dataSource, InstantSource clock) {
    this.outbox = new OutboxTable(dataSource);
    this.clock = clock;
  }

  /** Does it in small transactions; what fails is done the next time. */
  public void clean() {
    Instant before = clock.instant().minus(KEPT);
    try {
      int forgotten = 0;
      int last = BATCH;
      while (last == BATCH) {
        last = outbox.forget(before, BATCH);
        forgotten += last;
      }
      if (forgotten > 0) log.info("{} messages of more than {} days ago left the outbox", forgotten, KEPT.toDays());
    } catch (SQLException away) {
      log.warn("The outbox was not cleaned: {}", away.getMessage());
    }
  }
}
