package dev.corkboard.readmodel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Where a PostgreSQL is, and pools of connections to it that never wait for long. */
public record Database(String url, String user, String password) {

  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);

  @Override
  public String toString() {
    return "Database[url=" + url + ", user=" + user + ", password=***]";
  }

  /** For queries and commands: a statement that takes longer than three seconds has failed. */
  public HikariDataSource pool(String name, int size) {
    return new HikariDataSource(settings(name, size, "-c statement_timeout=3000"));
  }

  /**
   * For projections, whose commits do not wait for the disk: after a crash of PostgreSQL the rows and the position that
   * were lost were lost together, and are made again.
   */
  public HikariDataSource projectionPool(String name, int size) {
    return new HikariDataSource(settings(name, size, "-c statement_timeout=5000 -c synchronous_commit=off"));
  }

  /** For migrations, which may take their time. */
  public HikariDataSource migrationPool() {
    HikariConfig settings = settings("migration", 2, "");
    settings.addDataSourceProperty("socketTimeout", "0");
    return new HikariDataSource(settings);
  }

  private HikariConfig settings(String name, int size, String options) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName(name);
    settings.setJdbcUrl(url);
    settings.setUsername(user);
    settings.setPassword(password);
    settings.setMaximumPoolSize(size);
    settings.setMinimumIdle(Math.min(size, 2));
    settings.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    settings.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    settings.setMaxLifetime(Duration.ofMinutes(10).toMillis());
    settings.setInitializationFailTimeout(-1);
    settings.addDataSourceProperty("ApplicationName", "corkboard-" + name);
    settings.addDataSourceProperty("connectTimeout", "2");
    settings.addDataSourceProperty("socketTimeout", "6");
    settings.addDataSourceProperty("cancelSignalTimeout", "2");
    settings.addDataSourceProperty("tcpKeepAlive", "true");
    settings.addDataSourceProperty("reWriteBatchedInserts", "true");
    // A transaction of ours that is left open would hold back every reader of the journal.
    settings.addDataSourceProperty("options", "-c idle_in_transaction_session_timeout=10000 " + options);
    return settings;
  }
}
