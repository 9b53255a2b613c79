package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.util.List;
import java.util.Optional;

/** Fills a table of rows by COPY. */
final class RowLoad<V extends Shown> implements EntityLoad<Optional<Row<V>>> {
  private final Table<V> table;
  private final Change<V> change;

  RowLoad(Table<V> table, Change<V> change) {
    this.table = table;
    this.change = change;
  }

  @Override
  public Optional<Row<V>> fold(List<JournalEvent> events) {
    List<Row<V>> steps = Steps.ofEntity(events, change::after);
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
  }

  @Override
  public Ready ready(List<Optional<Row<V>>> entities) {
    List<Row<V>> rows = entities.stream().flatMap(Optional::stream).toList();
    return table.copy(rows)::write;
  }
}
