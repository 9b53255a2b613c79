package dev.corkboard.service.reminder;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** One piece of work, one short transaction. */
public final class Transactions {

  /** What is done in a transaction. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private Transactions() {}

  public static <T> T run(DataSource dataSource, Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
