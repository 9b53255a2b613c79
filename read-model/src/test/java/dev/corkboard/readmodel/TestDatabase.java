package dev.corkboard.readmodel;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own for each test class, in one embedded PostgreSQL, with all schemas made. */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Database where;
  private final HikariDataSource pool;

  /** One server for all test classes of a run; it ends with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "100").start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private TestDatabase(Database where) {
    this.where = where;
    this.pool = where.pool("test", 10);
  }

  public static TestDatabase create() {
    String name = "test" + COUNT.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    Database where = new Database(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "");
    try (HikariDataSource migration = where.migrationPool()) {
      Migrations.main(migration);
      Migrations.views(migration);
    }
    return new TestDatabase(where);
  }

  public HikariDataSource pool() {
    return pool;
  }

  public Database where() {
    return where;
  }

  public void execute(String sql, Object... params) {
    Sql.with(pool, connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < params.length; i++)
          statement.setObject(i + 1, params[i]);
        return statement.execute();
      }
    });
  }

  /** The first column of the first row. */
  public String text(String sql, Object... params) {
    return Sql.with(pool, connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < params.length; i++)
          statement.setObject(i + 1, params[i]);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? row.getString(1) : "";
        }
      }
    });
  }

  @Override
  public void close() {
    pool.close();
  }
}
