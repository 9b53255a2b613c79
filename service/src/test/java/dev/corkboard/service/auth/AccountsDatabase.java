package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One PostgreSQL for all tests of accounts, empty at the start of each. */
public final class AccountsDatabase {

  private static final HikariDataSource POOL = start();

  private AccountsDatabase() {}

  public static DataSource empty() {
    run("truncate accounts.account, accounts.session, accounts.refresh_token, accounts.signing_key,"
        + " accounts.wrong_password");
    return POOL;
  }

  static void run(String sql) {
    try (Connection connection = POOL.getConnection(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static HikariDataSource start() {
    try (InputStream script = AccountsDatabase.class.getResourceAsStream("/db/main/V2__accounts.sql")) {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      HikariConfig settings = new HikariConfig();
      settings.setDataSource(server.getPostgresDatabase());
      settings.setMaximumPoolSize(10);
      HikariDataSource pool = new HikariDataSource(settings);
      try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
        statement.execute(new String(script.readAllBytes(), UTF_8));
      }
      return pool;
    } catch (IOException | SQLException e) {
      throw new AssertionError(e);
    }
  }
}
