package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps a table of rows in step with the journal, page by page: it loads the rows that a page touches, lets the events
 * change them one after the other, and writes each once.
 */
public final class RowHandler<V extends Shown> implements ViewHandler {

  /** Which event means which change of a row; there is none before an entity's first event. */
  @FunctionalInterface
  public interface Change<V extends Shown> {
    Row<V> after(Optional<Row<V>> before, JournalEvent event);
  }

  private final Table<V> table;
  private final Change<V> change;

  public RowHandler(Table<V> table, Change<V> change) {
    this.table = table;
    this.change = change;
  }

  @Override
  public void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    for (List<JournalEvent> part : PageParts.of(events, ids -> table.bytes(connection, ids)))
      change(connection, part);
  }

  private void change(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Row<V>> rows = table.load(connection, Steps.idsThatMayBeKnown(events));
    Set<String> known = Set.copyOf(rows.keySet());
    Map<String, Row<V>> changed = new LinkedHashMap<>();
    for (Row<V> step : Steps.of(events, rows, row -> row.view().revision(), change::after))
      changed.put(step.view().key(), step);
    Map<Boolean, List<Row<V>>> parts = changed.values().stream()
        .collect(Collectors.partitioningBy(row -> known.contains(row.view().key())));
    table.write(connection, parts.get(true));
    Additions.add(connection, parts.get(false), table::copy, table::write);
  }
}
