package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.table.RowHandler.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** A row as an event left it, and from when on it was shown. */
record Version<V extends Shown>(Row<V> row, Instant from) {

  /** The version that an event makes of the one before. */
  static <V extends Shown> BiFunction<Optional<Version<V>>, JournalEvent, Version<V>> after(Change<V> change) {
    return (before, event) -> new Version<>(change.after(before.map(Version::row), event),
        VersionTable.begins(before.map(Version::from), event.event().stamp().at()));
  }

  String id() {
    return row.view().key();
  }

  long revision() {
    return row.view().revision();
  }
}
