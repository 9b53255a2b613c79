package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Adds what the events of a page make of the newest versions, every step on the way. */
final class VersionHandler<V extends Shown> implements ViewHandler {
  private final VersionTable<V> table;
  private final Change<V> change;

  VersionHandler(VersionTable<V> table, Change<V> change) {
    this.table = table;
    this.change = change;
  }

  @Override
  public void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Version<V>> newest = table.newest(connection, Steps.idsThatMayBeKnown(events));
    List<Version<V>> steps = Steps.of(events, newest, Version::revision, Version.after(change));
    Additions.add(connection, steps, table::copy, table::write);
  }
}
