package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What events make of a view: a change of rows within the transaction that also stores the position. */
@FunctionalInterface
public interface ViewHandler {

  /**
   * Applies consecutive events of one page. It must leave alone what it has applied already, and call nothing but the
   * connection; an exception that is no outage is taken for a fault of the events.
   */
  void apply(Connection connection, List<JournalEvent> events) throws SQLException;
}
