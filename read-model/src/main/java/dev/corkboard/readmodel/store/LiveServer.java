package dev.corkboard.readmodel.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * What a PostgreSQL says of itself. Everybody may ask for the first two unless somebody took the right away; then they
 * are empty.
 *
 * @param system the same for all copies of its files
 * @param timeline another one after each recovery to a point in time, and after each failover
 * @param database the number of the database in it; a copy beside the original has another one
 */
public record LiveServer(Optional<String> system, Optional<String> timeline, String database) {

  private static final String ALLOWED = """
      select has_function_privilege('pg_control_system()', 'execute'),
        not pg_is_in_recovery() and has_function_privilege('pg_walfile_name(pg_lsn)', 'execute')
          and has_function_privilege('pg_current_wal_lsn()', 'execute'),
        (select oid from pg_database where datname = current_database())""";

  private static final String SYSTEM = "select system_identifier from pg_control_system()";
  /** The timeline of what is written now; the control file's is that of the last checkpoint. */
  private static final String TIMELINE = "select left(pg_walfile_name(pg_current_wal_lsn()), 8)";

  public static LiveServer of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(ALLOWED)) {
      row.next();
      boolean system = row.getBoolean(1);
      boolean timeline = row.getBoolean(2);
      String database = row.getString(3);
      return new LiveServer(system ? ask(connection, SYSTEM) : Optional.empty(),
          timeline ? ask(connection, TIMELINE) : Optional.empty(), database);
    }
  }

  /** What was known before, where it cannot be asked any more. */
  LiveServer or(LiveServer before) {
    return new LiveServer(system.or(before::system), timeline.or(before::timeline), database);
  }

  static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  private static Optional<String> ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return Optional.of(row.getString(1));
    }
  }
}
