package dev.corkboard.readmodel.proof;

import dev.corkboard.readmodel.journal.EventDecoder;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalRow;
import dev.corkboard.readmodel.projection.Standing;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One entity: its events one after the other, and the rows that a view has of it. */
final class Entity<S> {
  private final ProvenView<S> view;
  private final String id;
  private final Standing standing;
  private final List<TableLook<S>> tables;
  private final EventDecoder decoder;
  private final Consumer<Fault> journalFaults;
  private long seen;
  private long revision;
  private Optional<S> state = Optional.empty();
  private boolean broken;
  private boolean ended;

  Entity(ProvenView<S> view, String id, Standing standing, List<TableLook<S>> tables, EventDecoder decoder,
      Consumer<Fault> faults) {
    this.view = view;
    this.id = id;
    this.standing = standing;
    this.tables = tables;
    this.decoder = decoder;
    this.journalFaults = view.tellsJournal() ? faults : untold -> {
    };
  }

  String id() {
    return id;
  }

  void take(JournalRow row) throws SQLException {
    for (long missing = seen + 1; missing < row.revision(); missing++) {
      journalFaults.accept(Fault.hole(view.kind() + "|" + id, missing));
      broken = true;
    }
    seen = row.revision();
    ended |= !isTaken(row) || standing.isParked(id, row.revision());
    if (!broken && !ended) apply(row);
  }

  /** A view that reads again from the start has rows that are further than it is itself. */
  private boolean isTaken(JournalRow row) throws SQLException {
    return row.position().compareTo(standing.position()) <= 0
        || row.revision() <= tables.getFirst().revisionOf(id).orElse(0);
  }

  private void apply(JournalRow row) throws SQLException {
    S after;
    try {
      JournalEvent event = row.event(decoder);
      after = view.step().after(state, event);
    } catch (Exception notApplied) {
      journalFaults.accept(Fault.unreadable(view.kind() + "|" + id, row.revision(), notApplied.toString()));
      broken = true;
      return;
    }
    state = Optional.of(after);
    revision = row.revision();
    for (int i = 0; i < tables.size(); i++)
      if (view.tables().get(i).everyRevision()) tables.get(i).expect(id, revision, after);
  }

  /** Of an entity whose events are not whole, nobody knows what should be shown. */
  void end() throws SQLException {
    for (int i = 0; i < tables.size(); i++) {
      TableLook<S> table = tables.get(i);
      if (broken) table.skip(id);
      else {
        if (state.isPresent() && !view.tables().get(i).everyRevision()) table.expect(id, revision, state.get());
        table.endOf(id);
      }
    }
  }
}
