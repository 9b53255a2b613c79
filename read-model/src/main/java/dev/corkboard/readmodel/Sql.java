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

  public static RuntimeException failure(String what, SQLException failed) {
    return Outage.isBehind(failed) ? new Outage(what, failed) : new IllegalStateException(what, failed);
  }
}
