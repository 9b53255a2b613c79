package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps a table of rows in step with the journal, page by page: it loads the rows that a page touches, lets the events
 * change them one after the other, and writes each once; where what was shown is kept as well, every step on the way.
 */
public final class RowHandler<V extends Shown> implements ViewHandler {

  /** Which event means which change of a row; there is none before an entity's first event. */
  @FunctionalInterface
  public interface Change<V extends Shown> {
    Row<V> after(Optional<Row<V>> before, JournalEvent event);
  }

  private final Table<V> table;
  private final Optional<VersionTable<V>> versions;
  private final Change<V> change;

  private RowHandler(Table<V> table, Optional<VersionTable<V>> versions, Change<V> change) {
    this.table = table;
    this.versions = versions;
    this.change = change;
  }

  public RowHandler(Table<V> table, Change<V> change) {
    this(table, Optional.empty(), change);
  }

  public RowHandler(Table<V> table, VersionTable<V> versions, Change<V> change) {
    this(table, Optional.of(versions), change);
  }

  @Override
  public void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<String, Row<V>> rows = table.load(connection, idsThatMayHaveRows(events));
    Map<String, Row<V>> changed = new LinkedHashMap<>();
    List<Version<V>> steps = new ArrayList<>();
    for (JournalEvent event : events) {
      Optional<Row<V>> before = Optional.ofNullable(rows.get(event.id()));
      long known = before.map(row -> row.view().revision()).orElse(0L);
      if (event.revision() <= known) continue; // applied already
      if (event.revision() > known + 1) throw new IllegalStateException("revision " + (known + 1) + " is missing");
      Row<V> after = change.after(before, event);
      rows.put(event.id(), after);
      changed.put(event.id(), after);
      steps.add(new Version<>(after, event.event().stamp().at()));
    }
    table.write(connection, changed.values());
    if (versions.isPresent()) versions.get().write(connection, steps);
  }

  /** What begins in this page needs no look; should it be there after all, the guard of the revision protects it. */
  private static Set<String> idsThatMayHaveRows(List<JournalEvent> events) {
    Set<String> begun = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (JournalEvent event : events) {
      if (event.revision() == 1) begun.add(event.id());
      else if (!begun.contains(event.id())) ids.add(event.id());
    }
    return ids;
  }
}
