package dev.corkboard.service.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Queries without arguments, for looking. */
final class Look {
  /** Of a list of what is wrong. */
  static final int SHOWN = 5;
  /** How many events or snapshots are fetched at once; each has a megabyte at most. */
  static final int FETCHED = 10;

  /** What a row says. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private Look() {}

  static <T> List<T> all(Connection connection, String sql, Row<T> meaning) throws SQLException {
    try (Statement query = connection.createStatement(); ResultSet row = query.executeQuery(sql)) {
      List<T> found = new ArrayList<>();
      while (row.next())
        found.add(meaning.of(row));
      return found;
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    return all(connection, sql, row -> row.getLong(1)).getFirst();
  }
}
