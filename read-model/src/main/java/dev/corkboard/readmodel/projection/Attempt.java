package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.JournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;

/** Tries events on a view within a transaction that goes on whatever comes of it. */
final class Attempt {
  private Attempt() {}

  /** Why the events cannot be applied; empty if they have been. An outage is nobody's fault, and thrown. */
  static Optional<Exception> fault(Connection connection, ViewHandler handler, List<JournalEvent> events)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      handler.apply(connection, events);
      connection.releaseSavepoint(before);
      return Optional.empty();
    } catch (SQLException | RuntimeException failure) {
      if (Outage.isBehind(failure)) throw failure;
      connection.rollback(before);
      return Optional.of(failure);
    }
  }

  /** The first line of a batch's failure is the whole batch; what is wrong with it comes after. */
  static String reason(Exception failure) {
    return failure instanceof SQLException sql && sql.getNextException() != null
        ? reason(sql.getNextException())
        : failure.toString();
  }
}
