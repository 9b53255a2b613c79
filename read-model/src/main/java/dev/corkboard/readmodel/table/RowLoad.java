package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.EntityLoad;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills the tables of rows and versions by COPY. */
final class RowLoad<V extends Shown> implements EntityLoad<List<Version<V>>> {
  private final Table<V> table;
  private final Optional<VersionTable<V>> versions;
  private final Change<V> change;

  RowLoad(Table<V> table, Optional<VersionTable<V>> versions, Change<V> change) {
    this.table = table;
    this.versions = versions;
    this.change = change;
  }

  /** Each revision from when it was shown, as {@link VersionTable} has it. */
  @Override
  public List<Version<V>> fold(List<JournalEvent> events) {
    List<Version<V>> steps = new ArrayList<>(events.size());
    Optional<Row<V>> row = Optional.empty();
    Instant from = Instant.MIN;
    for (JournalEvent event : events) {
      if (event.revision() != steps.size() + 1) {
        throw new IllegalStateException("revision " + (steps.size() + 1) + " is missing");
      }
      row = Optional.of(change.after(row, event));
      Instant at = event.event().stamp().at().truncatedTo(ChronoUnit.MILLIS);
      if (at.isAfter(from)) from = at;
      steps.add(new Version<>(row.get(), from));
    }
    return steps;
  }

  @Override
  public Ready ready(Connection connection, List<List<Version<V>>> entities) throws SQLException {
    List<Row<V>> rows = entities.stream().filter(steps -> !steps.isEmpty()).map(steps -> steps.getLast().row())
        .toList();
    if (versions.isEmpty()) return new RowCopy<>(connection, table, rows).into(table.name(), rows)::write;
    List<Version<V>> steps = entities.stream().flatMap(List::stream).toList();
    RowCopy<V> copies = new RowCopy<>(connection, table, steps.stream().map(Version::row).toList());
    RowCopy.Copy before = copies.versionsInto(versions.get().name(), steps);
    RowCopy.Copy now = copies.into(table.name(), rows);
    return write -> {
      before.write(write);
      now.write(write);
    };
  }
}
