package dev.corkboard.readmodel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.store.FencedDriver;
import dev.corkboard.readmodel.store.StoreFence;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a PostgreSQL is, and pools of connections to it that never wait for long.
 *
 * @param fence what each connection that is opened has to pass
 */
public record Database(String url, String user, String password, StoreFence fence) {

  private static final String STATEMENT_TIMEOUT = "-c statement_timeout=3000";
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(2);
  /**
   * A new process of PostgreSQL has to meet each page of a board again, which makes its first questions thrice as dear.
   * What hangs is found sooner: by the keepalive while idle, by the socket's timeout while used.
   */
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public Database(String url, String user, String password) {
    this(url, user, password, StoreFence.NONE);
  }

  public Database behind(StoreFence otherFence) {
    return new Database(url, user, password, otherFence);
  }

  /** The name of the class that opens connections. */
  public String driver() {
    return fence.isNone() ? "org.postgresql.Driver" : FencedDriver.name();
  }

  @Override
  public String toString() {
    return "Database[url=" + url + ", user=" + user + ", password=***]";
  }

  /** What each connection of another kind of pool is to be opened with, to be as short of patience as ours. */
  public Map<String, String> connectionProperties(String name) {
    return connection(name, STATEMENT_TIMEOUT);
  }

  /** For queries and commands: a statement that takes longer than three seconds has failed. */
  public HikariDataSource pool(String name, int size) {
    return new HikariDataSource(settings(name, size, STATEMENT_TIMEOUT));
  }

  /**
   * For readers of the journal. Their index has the order they read in; a planner without statistics, or with old ones,
   * would rather collect the whole backlog and sort it for each page, and readers would fall behind for good.
   */
  public HikariDataSource journalReaderPool(String name, int size) {
    return new HikariDataSource(settings(name, size,
        "-c statement_timeout=5000 -c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off"));
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
    return patientPool("migration");
  }

  /** For an operator's commands: a statement may take its time. */
  public HikariDataSource patientPool(String name) {
    HikariConfig settings = settings(name, 2, "");
    settings.setConnectionTimeout(PATIENCE.toMillis());
    settings.addDataSourceProperty("connectTimeout", "10");
    settings.addDataSourceProperty("socketTimeout", "0");
    return new HikariDataSource(settings);
  }

  /**
   * For building a view: statements may take their time, and the commits of its pages do not wait for the disk. Whoever
   * reads the journal may have to wait for the writer meanwhile.
   */
  public HikariDataSource rebuildPool(String name) {
    HikariConfig settings = settings(name, 4, "-c synchronous_commit=off -c maintenance_work_mem=128MB"
        + " -c idle_in_transaction_session_timeout=60000");
    settings.setMinimumIdle(0);
    settings.setConnectionTimeout(PATIENCE.toMillis());
    settings.addDataSourceProperty("connectTimeout", "10");
    settings.addDataSourceProperty("socketTimeout", "0");
    return new HikariDataSource(settings);
  }

  private HikariConfig settings(String name, int size, String options) {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName(name);
    settings.setJdbcUrl(url);
    // Being looked for by the URL, it was not found twice, on a machine busy with several starts.
    settings.setDriverClassName(driver());
    settings.setUsername(user);
    settings.setPassword(password);
    // Otherwise the pool asks its first connection; should that one die meanwhile, no other would ever be accepted.
    settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    settings.setMaximumPoolSize(size);
    settings.setMinimumIdle(1);
    settings.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    settings.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    // A pool of one never shrinks; to be told how would only make it warn.
    if (size > 1) settings.setIdleTimeout(Duration.ofMinutes(5).toMillis());
    settings.setMaxLifetime(LIFETIME.toMillis());
    settings.setInitializationFailTimeout(-1);
    connection(name, options).forEach(settings::addDataSourceProperty);
    return settings;
  }

  private Map<String, String> connection(String name, String options) {
    Map<String, String> properties = new HashMap<>(Map.of(
        "ApplicationName", "corkboard-" + name,
        "connectTimeout", "2",
        "socketTimeout", "6",
        "cancelSignalTimeout", "2",
        "tcpKeepAlive", "true",
        "reWriteBatchedInserts", "true",
        // A transaction of ours that is left open would hold back every reader of the journal.
        "options", "-c idle_in_transaction_session_timeout=10000 " + options));
    if (!fence.isNone()) properties.put(FencedDriver.FENCE, fence.sql());
    return properties;
  }
}
