package dev.corkboard.service.reminder;

import dev.corkboard.service.amqp.Amqp;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The messages that wait for the broker's confirm; PostgreSQL, or a test's model of it. */
public interface OutboxStore {

  /** Messages that nobody else publishes before the lease ends, which is the same instant for all of them. */
  record Lease(List<Amqp.Message> messages, Map<String, String> kinds, Instant till) {}

  /** Those due longest first. */
  Lease lease(Instant now, int limit) throws SQLException;

  /** Only under the same lease: the mailer may have the message already, and may have asked for a repeat. */
  void markSent(Collection<String> ids, Instant till, Instant now) throws SQLException;

  void markProblems(Map<String, String> problems) throws SQLException;

  /** Ends that lease early, so that these messages are the next to be published. */
  void release(Collection<String> ids, Instant till) throws SQLException;

  /** What was published since then and did not reach its end waits again; how many those are. */
  int unsend(Instant since) throws SQLException;
}
