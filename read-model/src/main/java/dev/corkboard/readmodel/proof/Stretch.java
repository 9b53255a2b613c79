package dev.corkboard.readmodel.proof;

import dev.corkboard.readmodel.journal.EventDecoder;
import dev.corkboard.readmodel.journal.JournalRow;
import dev.corkboard.readmodel.projection.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One stretch of entities of a view, at one moment: its rows along with the events that they are made of. */
final class Stretch<S> implements AutoCloseable {
  private final ProvenView<S> view;
  private final Standing standing;
  private final List<TableLook<S>> tables;
  private final EventDecoder decoder;
  private final Consumer<Fault> faults;
  private Optional<Entity<S>> entity = Optional.empty();
  private long entities;
  private long events;

  /** How much was compared. */
  record Extent(long entities, long events) {
    Extent plus(Extent more) {
      return new Extent(entities + more.entities, events + more.events);
    }
  }

  private Stretch(ProvenView<S> view, Standing standing, List<TableLook<S>> tables, EventDecoder decoder,
      Consumer<Fault> faults) {
    this.view = view;
    this.standing = standing;
    this.tables = tables;
    this.decoder = decoder;
    this.faults = faults;
  }

  /** Where the view stands is the first thing that is looked at. */
  static <S> Stretch<S> open(Connection connection, ProvenView<S> view, String after, Optional<String> upTo,
      EventDecoder decoder, Consumer<Fault> faults) throws SQLException {
    Standing standing = Standing.of(connection, view.name(), view.kind(), after, upTo);
    List<TableLook<S>> tables = new ArrayList<>();
    for (ProvenTable<S> table : view.tables())
      tables.add(new TableLook<>(connection, table, after, upTo, faults));
    return new Stretch<>(view, standing, tables, decoder, faults);
  }

  void take(JournalRow row) throws SQLException {
    if (entity.isEmpty() || !entity.get().id().equals(row.id())) {
      endEntity();
      entity = Optional.of(new Entity<>(view, row.id(), standing, tables, decoder, faults));
      entities++;
    }
    events++;
    entity.get().take(row);
  }

  Extent end() throws SQLException {
    endEntity();
    for (TableLook<S> table : tables)
      table.end();
    return new Extent(entities, events);
  }

  private void endEntity() throws SQLException {
    if (entity.isPresent()) entity.get().end();
  }

  @Override
  public void close() throws SQLException {
    for (TableLook<S> table : tables)
      table.close();
  }
}
