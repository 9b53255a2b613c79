package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The SQL of which build of each view serves. */
public final class Versions {

  private Versions() {}

  /**
   * Which build of a view serves.
   *
   * @param version counts the builds, from 1
   * @param shape of its tables
   */
  public record Served(int version, int shape) {}

  /** Of all views in this database, by their names. */
  public static Map<String, Served> all(DataSource database) {
    return Sql.with(database, connection -> {
      Map<String, Served> served = new TreeMap<>();
      try (PreparedStatement query = connection.prepareStatement(
          "select view, version, shape from projection.view_version"); ResultSet row = query.executeQuery()) {
        while (row.next())
          served.put(row.getString("view"), new Served(row.getInt("version"), row.getInt("shape")));
      }
      return served;
    });
  }

  /** Whether the tables of the build before have been kept for long enough. */
  public static boolean isOldDue(DataSource database, String view) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(
          "select 1 from projection.view_version where view = ? and old_until < now()")) {
        query.setString(1, view);
        try (ResultSet row = query.executeQuery()) {
          return row.next();
        }
      }
    });
  }

  static void oldIsGone(DataSource database, String view) {
    Sql.with(database, connection -> {
      try (PreparedStatement update = connection.prepareStatement(
          "update projection.view_version set old_until = null where view = ?")) {
        update.setString(1, view);
        return update.executeUpdate();
      }
    });
  }
}
