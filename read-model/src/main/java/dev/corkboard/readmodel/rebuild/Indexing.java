package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.projection.Shape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * Indexes a table that is full. Readers of the journal wait for whoever has a transaction id, as an ordinary index has
 * while it is made: they are made in that way where each takes a fraction of a second, two at a time, which is four times
 * as quick; and concurrently where each takes longer, one after the other, as PostgreSQL lets no two of one table.
 */
final class Indexing {
  /** Some 200,000 tasks, of which an index takes 0.3 s. */
  static final long SMALL_BYTES = 128L << 20;
  private static final int AT_ONCE = 2;

  private final DataSource database;
  private final Shape shape;
  private final String schema;
  private final String table;
  private final long smallBytes;

  /**
   * @param smallBytes up to which size of the table its indexes are ordinary ones
   */
  Indexing(DataSource database, Shape shape, String schema, String table, long smallBytes) {
    this.database = database;
    this.shape = shape;
    this.schema = schema;
    this.table = table;
    this.smallBytes = smallBytes;
  }

  void run() throws InterruptedException {
    if (Sql.with(database, this::bytes) <= smallBytes) {
      atOnce(shape.createIndexes(schema, table));
    } else {
      shape.createIndexesConcurrently(schema, table).forEach(this::execute);
    }
    execute("analyze " + schema + "." + table);
  }

  private long bytes(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select pg_table_size(?::regclass)")) {
      query.setString(1, schema + "." + table);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void atOnce(List<String> statements) throws InterruptedException {
    List<Callable<Boolean>> indexes = statements.stream().<Callable<Boolean>>map(sql -> () -> execute(sql)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (Future<Boolean> index : threads.invokeAll(indexes))
        index.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
    }
  }

  private boolean execute(String sql) {
    return Sql.with(database, connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }
}
