package dev.corkboard.domain.reminder;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * For how long is kept what was decided on reminders and what became of their mails. What is older than that may have been
 * sent, and nobody knows any more; so nothing is sent that was due that long ago.
 */
public final class Memory {
  public static final Duration KEPT = Duration.ofDays(365);
  /** Well below, as clocks differ, and as what was due late was decided late. */
  private static final Duration OLDEST_SENT = Duration.ofDays(300);

  private Memory() {}

  static boolean reachesBack(Instant due, Instant now) {
    return !due.isBefore(now.minus(OLDEST_SENT));
  }

  /** Of a message that is for somebody's own date. */
  public static boolean reachesBack(LocalDate date, Instant now) {
    return reachesBack(date.atStartOfDay(ZoneOffset.UTC).toInstant(), now);
  }
}
