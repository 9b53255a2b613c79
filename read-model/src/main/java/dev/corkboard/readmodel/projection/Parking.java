package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Cause;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.journal.UnreadableEvent;
import dev.corkboard.readmodel.projection.DeadEvents.Entity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC.MDCCloseable;

/** Which entities of a page are parked for a view, and the parking of more. */
final class Parking {
  private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

  private final Connection connection;
  private final String view;
  private final Map<Entity, Long> parkedFrom;

  private Parking(Connection connection, String view, Map<Entity, Long> parkedFrom) {
    this.connection = connection;
    this.view = view;
    this.parkedFrom = parkedFrom;
  }

  static Parking of(Connection connection, String view, JournalPage page) throws SQLException {
    Set<String> ids = new HashSet<>();
    page.events().forEach(event -> ids.add(event.id()));
    page.unreadable().forEach(event -> ids.add(event.id()));
    Map<Entity, Long> parked = DeadEvents.parkedFrom(connection, view, ids);
    if (!parked.isEmpty()) {
      // Whoever tries them again is done then, or begins after this page: what is parked now is not left behind.
      DeadEvents.lock(connection, view);
      parked = DeadEvents.parkedFrom(connection, view, ids);
    }
    return new Parking(connection, view, parked);
  }

  boolean isParked(JournalEvent event) {
    return parkedFrom.getOrDefault(entity(event), Long.MAX_VALUE) <= event.revision();
  }

  void park(JournalEvent event, Exception failure) throws SQLException {
    park(event, Attempt.reason(failure));
  }

  void parkLater(JournalEvent event) throws SQLException {
    park(event, "an earlier event of it is parked");
  }

  void parkUnreadable(List<UnreadableEvent> events) throws SQLException {
    for (UnreadableEvent event : events) {
      Entity entity = new Entity(event.kind(), event.id());
      park(entity, event.revision(), event.position(), "unreadable: " + event.reason());
    }
  }

  /** Parks the events whose entity is parked; the others are left to apply. */
  List<JournalEvent> parkLaterOnes(List<JournalEvent> events) throws SQLException {
    List<JournalEvent> others = new ArrayList<>();
    for (JournalEvent event : events) {
      if (isParked(event)) parkLater(event);
      else
        others.add(event);
    }
    return others;
  }

  private void park(JournalEvent event, String error) throws SQLException {
    try (MDCCloseable cause = Cause.of(event.event().stamp().requestId())) {
      park(entity(event), event.revision(), event.position(), error);
    }
  }

  private void park(Entity entity, long revision, Position position, String error) throws SQLException {
    LOG.error("View {} cannot take event {} of {} {} at {}: {}", view, revision, entity.kind(), entity.id(), position,
        error);
    DeadEvents.park(connection, view, entity, revision, position, error);
    parkedFrom.merge(entity, revision, Math::min);
  }

  private static Entity entity(JournalEvent event) {
    return new Entity(event.kind(), event.id());
  }
}
