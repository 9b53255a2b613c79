package dev.corkboard.service.auth;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** One PostgreSQL for all tests of accounts, empty at the start of each. */
public final class AccountsDatabase {

  private static final HikariDataSource POOL = start();

  private AccountsDatabase() {}

  public static DataSource empty() {
    run("truncate accounts.account, accounts.session, accounts.refresh_token, accounts.signing_key, accounts.link_key,"
        + " accounts.wrong_password, accounts.password_reset, accounts.reset_request, accounts.email_confirmation, accounts.preferences, accounts.invitation, accounts.limited_request");
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
    try {
      HikariConfig settings = new HikariConfig();
      settings.setDataSource(EmbeddedPostgres.start().getPostgresDatabase());
      settings.setMaximumPoolSize(10);
      HikariDataSource pool = new HikariDataSource(settings);
      Migrations.main(pool);
      return pool;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
