package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.util.List;

/** Fills a table of versions by COPY. */
final class VersionLoad<V extends Shown> implements EntityLoad<List<Version<V>>> {
  private final VersionTable<V> table;
  private final Change<V> change;

  VersionLoad(VersionTable<V> table, Change<V> change) {
    this.table = table;
    this.change = change;
  }

  @Override
  public List<Version<V>> fold(List<JournalEvent> events) {
    return Steps.ofEntity(events, Version.after(change));
  }

  @Override
  public Ready ready(List<List<Version<V>>> entities) {
    List<Version<V>> versions = entities.stream().flatMap(List::stream).toList();
    return table.copy(versions)::write;
  }
}
