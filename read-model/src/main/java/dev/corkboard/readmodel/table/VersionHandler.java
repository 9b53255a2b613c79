package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds what the events of a page make of the newest versions, every step on the way. */
final class VersionHandler<V extends Shown> implements ViewHandler {
  /** Characters of texts. */
  private static final long AT_ONCE = 1 << 19;

  private final VersionTable<V> table;
  private final Change<V> change;

  VersionHandler(VersionTable<V> table, Change<V> change) {
    this.table = table;
    this.change = change;
  }

  @Override
  public void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    for (List<JournalEvent> part : PageParts.of(events, ids -> table.bytesOfNewest(connection, ids)))
      add(connection, part);
  }

  /** Each event makes a row with the whole of its entity, so the rows are written some at a time. */
  private void add(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Version<V>> newest = table.newest(connection, Steps.idsThatMayBeKnown(events));
    List<Version<V>> steps = new ArrayList<>();
    long characters = 0;
    for (JournalEvent event : events) {
      for (Version<V> step : Steps.of(List.of(event), newest, Version::revision, Version.after(change))) {
        steps.add(step);
        characters += table.rows().characters(step.row().view());
      }
      if (characters < AT_ONCE) continue;
      Additions.add(connection, steps, table::copy, table::write);
      steps.clear();
      characters = 0;
    }
    Additions.add(connection, steps, table::copy, table::write);
  }
}
