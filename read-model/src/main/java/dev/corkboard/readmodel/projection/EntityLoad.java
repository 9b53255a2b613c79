package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Fills empty tables of a view in bulk, entity by entity: with all its events at hand nothing has to be looked up.
 *
 * @param <F> the rows of one entity
 */
public interface EntityLoad<F> {

  /** What all events of an entity, from its first on, make of rows; throws if one of them is at fault. */
  F fold(List<JournalEvent> events);

  /** Makes ready the rows of several entities, none of which has any yet. */
  Ready ready(List<F> entities);

  /** Rows that are ready to be written. */
  @FunctionalInterface
  interface Ready {
    void write(Connection connection) throws SQLException;
  }

  /** For a view that has no quicker way than its handler's. */
  static EntityLoad<List<JournalEvent>> by(ViewHandler handler) {
    return new EntityLoad<>() {
      @Override
      public List<JournalEvent> fold(List<JournalEvent> events) {
        return events;
      }

      @Override
      public Ready ready(List<List<JournalEvent>> entities) {
        List<JournalEvent> events = entities.stream().flatMap(List::stream).toList();
        return write -> handler.apply(write, events);
      }
    };
  }
}
