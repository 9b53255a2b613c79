package dev.corkboard.service.reminder;

import java.sql.SQLException;
import java.time.Instant;

/** What the scheduler reads and writes, a transaction at a time; PostgreSQL, or a test's model of it. */
public interface ReminderStore {

  /** Which work there is. */
  record Waiting(boolean digests, boolean tasks, boolean messages) {
    boolean any() {
      return digests || tasks || messages;
    }
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T on(ReminderRows rows) throws SQLException;
  }

  /** One cheap look, as it is taken every second. */
  Waiting waiting(Instant now) throws SQLException;

  /** All of the work or, if it throws, nothing of it. */
  <T> T transaction(Work<T> work) throws SQLException;
}
