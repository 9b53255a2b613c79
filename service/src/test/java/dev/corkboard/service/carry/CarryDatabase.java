package dev.corkboard.service.carry;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own for each test, with all schemas, in one PostgreSQL that ends with the JVM. */
public final class CarryDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Database where;
  private final HikariDataSource pool;

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  public CarryDatabase() {
    String name = "carry" + COUNT.incrementAndGet();
    try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    where = new Database(Server.POSTGRES.getJdbcUrl("postgres", name), "postgres", "");
    pool = where.patientPool("import");
    Migrations.main(pool);
    Migrations.views(pool);
  }

  /** With some accounts and tweets, imported. */
  public static CarryDatabase withSmallBoard() throws IOException {
    CarryDatabase database = new CarryDatabase();
    Path file = Files.createTempFile("small", ".jsonl");
    try {
      Files.write(file, SampleFile.small());
      Import.load(database.pool(), file, (done, all) -> {
      });
      return database;
    } finally {
      Files.delete(file);
    }
  }

  public Database where() {
    return where;
  }

  public HikariDataSource pool() {
    return pool;
  }

  public void execute(String sql) {
    Sql.with(pool, connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  /** The first value that a query answers. */
  public String text(String sql) {
    return Sql.with(pool, connection -> {
      try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getString(1);
      }
    });
  }

  public long events() {
    return Long.parseLong(text("select count(*) from journal.event_journal"));
  }

  @Override
  public void close() {
    pool.close();
  }
}
