package dev.corkboard.readmodel.table;

import java.time.Instant;

/** A row as an event left it, and when the event was made. */
record Version<V extends Shown>(Row<V> row, Instant at) {
  String id() {
    return row.view().key();
  }

  long revision() {
    return row.view().revision();
  }
}
