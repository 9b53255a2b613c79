package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The SQL of the events that a view could not take: they wait here, with all later ones of the same entity. */
final class DeadEvents {

  private static final int ERROR_LENGTH = 2000;

  private static final String PARK = """
      insert into projection.dead_event (view, kind, id, revision, position, error) values (?, ?, ?, ?, ?, ?)
      on conflict do nothing""";

  private static final String PARKED = """
      select kind, id, min(revision) from projection.dead_event where view = ? and id = any(?) group by kind, id""";

  private static final String LOCK = "select pg_advisory_xact_lock(hashtext('corkboard-dead-events'), hashtext(?))";

  private static final String ENTITIES = """
      select distinct kind, id from projection.dead_event where view = ? and (kind, id) > (?, ?)
      order by kind, id limit ?""";

  private static final String REVISIONS = """
      select revision from projection.dead_event where view = ? and kind = ? and id = ? order by revision limit ?""";

  private static final String REMOVE = """
      delete from projection.dead_event where view = ? and kind = ? and id = ? and revision <= ?""";

  private static final String FAILED_AGAIN = """
      update projection.dead_event set error = ? where view = ? and kind = ? and id = ? and revision = ?""";

  private static final String LIST = """
      select kind, id, revision, position, error, at from projection.dead_event where view = ? and position > ?
      order by position limit ?""";

  private DeadEvents() {}

  /** One entity of those that a view reads. */
  record Entity(String kind, String id) {}

  /** The entities of these ids that are parked, each from which revision on. */
  static Map<Entity, Long> parkedFrom(Connection connection, String view, Collection<String> ids) throws SQLException {
    Map<Entity, Long> parked = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(PARKED)) {
      query.setString(1, view);
      query.setArray(2, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          parked.put(new Entity(row.getString("kind"), row.getString("id")), row.getLong("min"));
      }
    }
    return parked;
  }

  /** Until the transaction ends, nobody else parks later events of parked entities, or tries them again. */
  static void lock(Connection connection, String view) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setString(1, view);
      lock.execute();
    }
  }

  /** Entities that are parked, after one in the order of kinds and ids. */
  static List<Entity> entities(Connection connection, String view, Entity after, int limit) throws SQLException {
    List<Entity> entities = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(ENTITIES)) {
      query.setString(1, view);
      query.setString(2, after.kind());
      query.setString(3, after.id());
      query.setInt(4, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          entities.add(new Entity(row.getString(1), row.getString(2)));
      }
    }
    return entities;
  }

  /** The first revisions of an entity that are parked. */
  static List<Long> revisions(Connection connection, String view, Entity entity, int limit) throws SQLException {
    List<Long> revisions = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(REVISIONS)) {
      query.setString(1, view);
      query.setString(2, entity.kind());
      query.setString(3, entity.id());
      query.setInt(4, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          revisions.add(row.getLong(1));
      }
    }
    return revisions;
  }

  /** Forgets what has been applied, up to a revision; how many events that were. */
  static int remove(Connection connection, String view, Entity entity, long upTo) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      delete.setString(1, view);
      delete.setString(2, entity.kind());
      delete.setString(3, entity.id());
      delete.setLong(4, upTo);
      return delete.executeUpdate();
    }
  }

  /** Why an event cannot be applied now. */
  static void failedAgain(Connection connection, String view, Entity entity, long revision, String error)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(FAILED_AGAIN)) {
      update.setString(1, kept(error));
      update.setString(2, view);
      update.setString(3, entity.kind());
      update.setString(4, entity.id());
      update.setLong(5, revision);
      update.executeUpdate();
    }
  }

  /** In the order in which the view met them, after a position. */
  static List<DeadEvent> list(Connection connection, String view, String afterPosition, int limit)
      throws SQLException {
    List<DeadEvent> events = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LIST)) {
      query.setString(1, view);
      query.setString(2, afterPosition);
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          events.add(new DeadEvent(row.getString(1), row.getString(2), row.getLong(3), row.getString(4),
              row.getString(5), row.getObject(6, OffsetDateTime.class).toInstant()));
      }
    }
    return events;
  }

  static void park(Connection connection, String view, Entity entity, long revision, Position position, String error)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PARK)) {
      insert.setString(1, view);
      insert.setString(2, entity.kind());
      insert.setString(3, entity.id());
      insert.setLong(4, revision);
      insert.setString(5, position.toString());
      insert.setString(6, kept(error));
      insert.executeUpdate();
    }
  }

  private static String kept(String error) {
    return error.substring(0, Math.min(error.length(), ERROR_LENGTH)).replace('\0', '?');
  }
}
