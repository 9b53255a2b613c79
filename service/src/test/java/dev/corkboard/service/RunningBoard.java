package dev.corkboard.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import dev.corkboard.service.auth.Accounts;
import dev.corkboard.service.embedded.CaughtMail;
import dev.corkboard.service.embedded.LocalStack;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.MailRoutes;
import dev.corkboard.service.serialization.EventSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The whole service on backends of its own, started for the first test that asks and ended with the JVM. */
public final class RunningBoard {

  /** A page of this origin may call the API. */
  public static final String ORIGIN = "https://board.example";

  private static final Terminal QUIET = new Terminal(System.err, false);
  private static RunningBoard shared;

  private final LocalStack backends;
  private final Map<String, String> env;
  private final Settings settings;
  private final Node node;
  private Connection database;

  private RunningBoard(LocalStack backends, Map<String, String> env, Settings settings, Node node) {
    this.backends = backends;
    this.env = env;
    this.settings = settings;
    this.node = node;
  }

  public static synchronized RunningBoard shared() throws Exception {
    if (shared == null) shared = start();
    return shared;
  }

  /** Another one, with what the file has. */
  public static RunningBoard importing(Path file) throws Exception {
    return start(env -> ImportCommand.run(file, env, QUIET));
  }

  /** Another one, on the database that the environment names. */
  public static RunningBoard on(Map<String, String> database) throws Exception {
    return start(env -> {
      env.putAll(database);
      Pools.migrate(Settings.from(env));
    });
  }

  /** Another one with all rows of this one, as they are after {@code pg_dump} and {@code pg_restore} into a new cluster. */
  public RunningBoard restored() throws Exception {
    return start(env -> {
      Settings there = Settings.from(env);
      try (HikariDataSource from = settings.database().patientPool("dump");
          HikariDataSource to = there.database().migrationPool()) {
        Migrations.main(to);
        Migrations.views(to);
        RowsCopied.between(from, to);
      }
      Pools.migrate(there);
    });
  }

  /** What is done before a board starts. */
  private interface Preparation {
    void on(Map<String, String> env) throws Exception;
  }

  private static RunningBoard start() throws Exception {
    return start(env -> Pools.migrate(Settings.from(env)));
  }

  private static RunningBoard start(Preparation preparation) throws Exception {
    ((Logger) LoggerFactory.getLogger("access")).setLevel(Level.WARN); // there are very many requests
    System.setProperty("pekko.coordinated-shutdown.exit-jvm", "off");
    Path home = Files.createTempDirectory("corkboard-journeys");
    LocalStack backends = LocalStack.start(home);
    Map<String, String> env = environment(backends);
    preparation.on(env);
    Settings settings = Settings.withEmbeddedMailbox(env);
    Node node = Node.start(settings, new MailRoutes(backends.mailbox()).endpoints());
    backends.outlive(node.whenEnded());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, backends, home), "board-end"));
    return new RunningBoard(backends, env, settings, node);
  }

  private static Map<String, String> environment(LocalStack backends) throws IOException {
    Map<String, String> env = new HashMap<>();
    env.put("HTTP_HOST", "127.0.0.1");
    // Links are made from the public URL, so the port must be known before the start.
    env.put("HTTP_PORT", Integer.toString(FreePort.find()));
    env.put("MANAGEMENT_PORT", "0");
    env.put("CORS_ORIGINS", ORIGIN);
    // All tests come from one address.
    env.put("ACCOUNTS_SIGNUPS_AN_HOUR", "10000");
    env.put("ACCOUNTS_WRONG_PASSWORDS_OF_NETWORK", "10000");
    env.put("DB_URL", backends.jdbcUrl());
    env.put("DB_USER", backends.dbUser());
    env.put("DB_PASSWORD", backends.dbPassword());
    env.put("REDIS_URL", backends.redisUrl());
    env.put("RABBITMQ_URL", backends.amqpUrl());
    env.put("SMTP_HOST", backends.smtpHost());
    env.put("SMTP_PORT", Integer.toString(backends.smtpPort()));
    env.put("SMTP_USER", backends.smtpUser());
    env.put("SMTP_PASSWORD", backends.smtpPassword());
    return env;
  }

  public String url() {
    return settings.http().publicUrl().toString();
  }

  public int port() {
    return node.port();
  }

  public int managementPort() {
    return node.managementPort();
  }

  /** To write what happened long ago. */
  public WriteSide writes() {
    return node.writes();
  }

  public Accounts accounts() {
    return node.accounts();
  }

  /** Exports it, as it runs. */
  public void export(Path file) {
    ExportCommand.run(file, false, env, QUIET);
  }

  /** What the doctor says of it as it runs. */
  public String doctor() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Examination(env, QUIET, new PrintStream(out, true, StandardCharsets.UTF_8), true).run();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Builds a view again by the command, while the board runs. */
  public void rebuild(String view, boolean back) throws Exception {
    RebuildCommand.run(view, back, env, QUIET);
  }

  /** What a node does before it serves: builds the views whose tables are of another shape. */
  public void shapeViews() {
    try (Pools pools = Pools.open(settings)) {
      Node.shape(settings, new JournalReader(pools.reader(), EventSerializer.decoder()), pools);
    }
  }

  /** What the last build of a view found otherwise in the tables of before; empty if nothing. */
  public String rebuildDifferences(String view) throws SQLException {
    return query("select coalesce(differences, '') from projection.rebuild where view = '" + view + "'");
  }

  /** As if a view were being built on another node, until it is closed. */
  public AutoCloseable holdingBuildLock(String view) throws SQLException {
    Connection connection = connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtextextended('corkboard build " + view + "', 0))");
    }
    return connection;
  }

  /** Every row of a view that is not what the journal makes of it, as the doctor tells it. */
  public List<String> faults() {
    try (HikariDataSource database = settings.database().patientPool("proof")) {
      return new Proofs(database, database, database).faults();
    }
  }

  /** What {@code corkboard mail dead} prints. */
  public String deadMails() {
    return printed(out -> MailCommand.Dead.print(env, out));
  }

  /** What {@code corkboard mail retry} prints, and what it ends with. */
  public String retryMail(Optional<String> messageId) {
    return printed(out -> out.print(MailCommand.Retry.run(env, messageId, out)));
  }

  /** What {@code corkboard mail discard} prints. */
  public String discardMail(String messageId) {
    return printed(out -> MailCommand.Discard.run(env, messageId, out));
  }

  /** Where messages can be listened to. */
  public String broker() {
    return backends.amqpUrl();
  }

  private static String printed(Consumer<PrintStream> command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    command.accept(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What {@code corkboard retry} does. */
  public Outcome retry(String view) {
    return RetryCommand.run(env, view);
  }

  /** What {@code corkboard dead-letters} prints. */
  public String deadLetters(Optional<String> view) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DeadLettersCommand.print(env, view, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Which views are behind, though they were given time. */
  public List<String> viewsBehind() {
    return node.awaitViews();
  }

  /** The mails that were caught. */
  public List<CaughtMail> mails() throws IOException {
    return backends.mailbox().list();
  }

  /** Asks the database for one text. */
  public synchronized String query(String sql) throws SQLException {
    try (Statement statement = connection().createStatement(); ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** To the main database, behind the service's back. */
  public Connection connect() throws SQLException {
    Database database = settings.database();
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  /** Connections to the main database, of a test's own. */
  public HikariDataSource pool() {
    return settings.database().pool("test", 4);
  }

  /** The number of the last event that somebody tried to store. */
  public synchronized long events() throws SQLException {
    return Long.parseLong(
        query("select case when is_called then last_value else 0 end from journal.event_journal_ordering_seq"));
  }

  private Connection connection() throws SQLException {
    if (database == null) {
      database = connect();
    }
    return database;
  }

  /** The path of the link by which somebody's digest is switched. */
  public String digestLink(String username) {
    return "/auth/digest/" + node.digestLinks().of(new Username(username));
  }

  /** Whether it ends by itself, and says that its store is another one. */
  public boolean losesItsStore(Duration atMost) throws Exception {
    node.whenEnded().toCompletableFuture().get(atMost.toSeconds(), TimeUnit.SECONDS);
    return node.lostItsStore();
  }

  /** Ends it before the tests end. */
  public void stop() {
    node.stop();
  }

  /** The ids of the requests that made the events after the one of this number. */
  public synchronized Set<String> requestsSince(long event) throws SQLException {
    Set<String> requests = new HashSet<>();
    try (PreparedStatement query = connection().prepareStatement("""
        select convert_from(event_payload, 'UTF8')::jsonb #>> '{stamp,request_id}' from journal.event_journal
        where ordering > ?""")) {
      query.setLong(1, event);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          requests.add(row.getString(1));
      }
    }
    return requests;
  }

  private static void end(Node node, LocalStack backends, Path home) {
    node.awaitEnd();
    backends.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList())
        Files.deleteIfExists(file);
    } catch (IOException leftBehind) {
      System.err.println("Left behind: " + home);
    }
  }
}
