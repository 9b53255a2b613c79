package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The SQL of how far each view has come, as pekko-projection stores it: an offset that is a text. */
public final class Offsets {

  /** Part of where each view's position is stored: never to be changed. */
  static final String KEY = "all";

  private static final String STORE = """
      insert into projection.pekko_projection_offset_store
        (projection_name, projection_key, current_offset, manifest, mergeable, last_updated)
      values (?, ?, ?, 'STR', false, extract(epoch from clock_timestamp()) * 1000)
      on conflict (projection_name, projection_key) do update set
        current_offset = excluded.current_offset, last_updated = excluded.last_updated""";

  private static final String READ = """
      select current_offset from projection.pekko_projection_offset_store
      where projection_name = ? and projection_key = ?""";

  private static final String FORGET = """
      delete from projection.pekko_projection_offset_store where projection_name = ? and projection_key = ?""";

  private Offsets() {}

  public static void store(Connection connection, String view, Position position) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(STORE)) {
      upsert.setString(1, view);
      upsert.setString(2, KEY);
      upsert.setString(3, position.toString());
      upsert.executeUpdate();
    }
  }

  /** The view begins anew. */
  public static void forget(Connection connection, String view) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setString(1, view);
      delete.setString(2, KEY);
      delete.executeUpdate();
    }
  }

  /** The start for one that has not begun. */
  public static Position of(Connection connection, String view) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setString(1, view);
      query.setString(2, KEY);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Position.parse(row.getString(1)).orElseThrow() : Position.START;
      }
    }
  }

  /** The smallest offset of these views. */
  public static Position oldest(Connection connection, List<String> views) throws SQLException {
    List<Position> positions = new ArrayList<>();
    for (String view : views)
      positions.add(of(connection, view));
    return Collections.min(positions);
  }
}
