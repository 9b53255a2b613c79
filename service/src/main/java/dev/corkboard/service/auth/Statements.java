package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with their arguments in order; instants go in and come out as such. */
final class Statements {

  /** What a row means. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private Statements() {}

  static <T> List<T> list(Connection connection, String sql, Row<T> meaning, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next())
        found.add(meaning.of(rows));
      return found;
    }
  }

  static <T> Optional<T> first(Connection connection, String sql, Row<T> meaning, Object... arguments)
      throws SQLException {
    return list(connection, sql, meaning, arguments).stream().findFirst();
  }

  static int update(Connection connection, String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < arguments.length; i++)
        statement.setObject(i + 1, stored(arguments[i]));
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static Object stored(Object argument) {
    return argument instanceof Instant instant ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC) : argument;
  }
}
