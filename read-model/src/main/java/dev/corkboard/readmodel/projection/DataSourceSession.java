package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.projection.jdbc.JdbcSession;

/** One transaction of a projection, and what is to be done once it has been committed. */
public final class DataSourceSession implements JdbcSession, AutoCloseable {
  private final Connection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();

  public DataSourceSession(DataSource database) {
    try {
      connection = database.getConnection();
      connection.setAutoCommit(false);
    } catch (SQLException failed) {
      throw Sql.failure("no connection for a projection", failed);
    }
  }

  public Connection connection() {
    return connection;
  }

  /** Not run if the transaction fails. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  @Override
  public <Result> Result withConnection(Function<Connection, Result> work) throws Exception {
    return work.apply(connection);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
    List<Runnable> actions = List.copyOf(afterCommit);
    afterCommit.clear();
    actions.forEach(Runnable::run);
  }

  @Override
  public void rollback() throws SQLException {
    afterCommit.clear();
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
