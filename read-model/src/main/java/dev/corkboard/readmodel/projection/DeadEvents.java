package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The SQL of the events that a view could not take: they wait here, with all later ones of the same entity. */
final class DeadEvents {

  private static final int ERROR_LENGTH = 2000;

  private static final String PARK = """
      insert into projection.dead_event (view, kind, id, revision, position, error) values (?, ?, ?, ?, ?, ?)
      on conflict do nothing""";

  private static final String PARKED = """
      select kind, id, min(revision) from projection.dead_event where view = ? and id = any(?) group by kind, id""";

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

  static void park(Connection connection, String view, Entity entity, long revision, Position position, String error)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PARK)) {
      insert.setString(1, view);
      insert.setString(2, entity.kind());
      insert.setString(3, entity.id());
      insert.setLong(4, revision);
      insert.setString(5, position.toString());
      insert.setString(6, error.substring(0, Math.min(error.length(), ERROR_LENGTH)).replace('\0', '?'));
      insert.executeUpdate();
    }
  }
}
