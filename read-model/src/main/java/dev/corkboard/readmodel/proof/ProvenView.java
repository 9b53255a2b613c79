package dev.corkboard.readmodel.proof;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowHandler.Change;
import dev.corkboard.readmodel.table.Shown;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a view should be: its tables, and the state of an entity after each of its events, from which their rows follow.
 *
 * @param tables the first one tells how far an entity has come
 * @param tellsJournal whether faults of the journal are told here, not of another view of the same events
 */
public record ProvenView<S>(String name, String kind, List<ProvenTable<S>> tables, Step<S> step, boolean tellsJournal) {

  /** The state after an event; there is none before the first. */
  @FunctionalInterface
  public interface Step<S> {
    S after(Optional<S> before, JournalEvent event);
  }

  /** A row as an event left it, and from when on it was shown. */
  public record Shape<V extends Shown>(Row<V> row, Instant validFrom) {}

  /** A view of rows alone. */
  public static <V extends Shown> ProvenView<Shape<V>> of(String name, String kind, Table<V> table, Change<V> change) {
    return new ProvenView<>(name, kind, List.of(ProvenTable.of(table)), step(change), true);
  }

  /** A view of what the rows of another were. */
  public static <V extends Shown> ProvenView<Shape<V>> of(String name, String kind, VersionTable<V> versions,
      Change<V> change) {
    return new ProvenView<>(name, kind, List.of(ProvenTable.of(versions)), step(change), false);
  }

  private static <V extends Shown> Step<Shape<V>> step(Change<V> change) {
    return (before, event) -> new Shape<>(change.after(before.map(Shape::row), event),
        VersionTable.begins(before.map(Shape::validFrom), event.event().stamp().at()));
  }
}
