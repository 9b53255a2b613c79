package dev.corkboard.service.carry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether anything ever happened in a database; the schemas, keys made at a start, and how views were built and
 * are watched, are nothing yet.
 */
final class EmptyStore {

  private static final String TABLES = """
      select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables
      where table_schema in ('journal', 'accounts', 'reminder', 'views', 'projection') and table_type = 'BASE TABLE'
        and table_name not in ('schema_history', 'signing_key', 'link_key', 'wrong_password', 'reset_request',
          'limited_request', 'view_version', 'rebuild', 'view_check', 'retry', 'store')
      order by table_schema <> 'accounts', 1""";

  private EmptyStore() {}

  /** A table that has rows. */
  static Optional<String> filled(Connection connection) throws SQLException {
    for (String table : tables(connection)) {
      try (Statement query = connection.createStatement();
          ResultSet row = query.executeQuery("select exists (select from " + table + ")")) {
        row.next();
        if (row.getBoolean(1)) return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement query = connection.createStatement(); ResultSet row = query.executeQuery(TABLES)) {
      while (row.next())
        tables.add(row.getString(1));
    }
    return tables;
  }
}
