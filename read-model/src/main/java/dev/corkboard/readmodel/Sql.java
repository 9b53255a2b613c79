package dev.corkboard.readmodel;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Work on a connection of its own, with the database's failures told apart: an {@link Outage}, or a bug of ours. */
public final class Sql {

  /** What is done with a connection. */
  @FunctionalInterface
  public interface Work<R> {
    R on(Connection connection) throws SQLException;
  }

  private Sql() {}

  public static <R> R with(DataSource database, Work<R> work) {
    try (Connection connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException failed) {
      throw failure("The database did not answer.", failed);
    }
  }

  /** All of the work or, if it throws or comes after the {@link Deadline} of the request, nothing of it. */
  public static <R> R transaction(DataSource database, Work<R> work) {
    return with(database, connection -> allOrNothing(connection, inTime(work)));
  }

  /** A transaction for who deals with the database's failures on its own. */
  public static <R> R checkedTransaction(DataSource database, Work<R> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return allOrNothing(connection, inTime(work));
    }
  }

  private static <R> Work<R> inTime(Work<R> work) {
    return connection -> {
      R result = work.on(connection);
      Deadline.check();
      return result;
    };
  }

  /**
   * Looks at one moment of the database, which begins with the first query. It writes nothing and so takes no transaction
   * number: no reader of the journal waits for it.
   */
  public static <R> R snapshot(DataSource database, Work<R> look) {
    return with(database, connection -> {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return allOrNothing(connection, look);
    });
  }

  public static RuntimeException failure(String what, SQLException failed) {
    return Outage.isBehind(failed) ? new Outage(what, failed) : new IllegalStateException(what, failed);
  }

  /** The pool sets auto-commit again for the next. */
  private static <R> R allOrNothing(Connection connection, Work<R> work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      R result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error failed) {
      rollback(connection, failed);
      throw failed;
    }
  }

  private static void rollback(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException failed) {
      reason.addSuppressed(failed);
    }
  }
}
