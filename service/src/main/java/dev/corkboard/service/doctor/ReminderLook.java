package dev.corkboard.service.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether messages and mails get away. */
public final class ReminderLook {
  private static final String MATTER = "reminders";
  private static final String UNSENT = """
      select count(*) from reminder.outbox where sent_at is null and due_at < now() - interval '10 minutes'""";
  private static final String DEAD = """
      select count(*) from reminder.delivery where state = 'dead'""";

  private ReminderLook() {}

  public static List<Finding> at(Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    long unsent = Look.number(connection, UNSENT);
    if (unsent > 0) {
      findings.add(Finding.fail(MATTER, unsent + " messages have waited for more than 10 minutes to be published.",
          "Start a node, or bring the broker back; last_error in reminder.outbox says what it said."));
    }
    long dead = Look.number(connection, DEAD);
    if (dead > 0) {
      findings.add(Finding.warn(MATTER, dead + " mails were given up.",
          "corkboard mail dead lists them; corkboard mail retry and discard deal with them."));
    }
    if (findings.isEmpty()) findings.add(Finding.ok(MATTER, "No message waits, no mail is dead."));
    return findings;
  }
}
