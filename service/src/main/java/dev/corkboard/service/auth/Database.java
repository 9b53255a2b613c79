package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Outage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/** Lends a connection to one piece of work at a time, and makes of its fault an {@link Outage}. */
final class Database {

  /** What is done on a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final DataSource pool;

  Database(DataSource pool) {
    this.pool = Objects.requireNonNull(pool);
  }

  /** For a single statement, which needs no transaction around it. */
  <T> T single(Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      if (Outage.isBehind(e)) throw new Outage("the database of accounts fails", e);
      throw new IllegalStateException("a statement on accounts is wrong", e);
    }
  }

  /** All of the work or, if it throws, nothing of it. The pool sets auto-commit again for the next. */
  <T> T transaction(Work<T> work) {
    return single(connection -> {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollback(connection, e);
        throw e;
      }
    });
  }

  private static void rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
