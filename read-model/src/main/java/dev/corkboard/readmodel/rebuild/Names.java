package dev.corkboard.readmodel.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The SQL of what is kept under the name of a view beside its tables: its position and its parked events. */
final class Names {

  private static final String[] MOVE = {
      "update projection.pekko_projection_offset_store set projection_name = ? where projection_name = ?",
      "update projection.dead_event set view = ? where view = ?"};

  private static final String[] FORGET = {
      "delete from projection.pekko_projection_offset_store where projection_name = ?",
      "delete from projection.dead_event where view = ?"};

  private Names() {}

  /** Nothing must be there under the new name. */
  static void move(Connection connection, String from, String to) throws SQLException {
    for (String sql : MOVE) {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setString(1, to);
        update.setString(2, from);
        update.executeUpdate();
      }
    }
  }

  static void forget(Connection connection, String name) throws SQLException {
    for (String sql : FORGET) {
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setString(1, name);
        delete.executeUpdate();
      }
    }
  }
}
