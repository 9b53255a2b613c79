package dev.corkboard.domain.reminder;

import java.time.Instant;
import java.time.LocalDate;

/** The message_id of each reminder: the same whenever it is made, so that nothing is decided, published or mailed twice. */
public final class ReminderId {
  private ReminderId() {}

  public static String digest(String username, LocalDate date) {
    return "digest:" + username + ":" + date;
  }

  public static String task(String task, Instant at) {
    return "task:" + task + ":" + at;
  }
}
