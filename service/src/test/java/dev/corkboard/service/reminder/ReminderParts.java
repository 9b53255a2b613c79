package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.Change;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.reminder.Backoff;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.embedded.LocalBroker;
import dev.corkboard.service.mail.MailFacts;
import dev.corkboard.service.mail.MailSettings;
import dev.corkboard.service.mail.Mailer;
import dev.corkboard.service.mail.SmtpSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** From a due task to a mail, against real parts; with TEST_RABBITMQ_URL on that RabbitMQ, else the embedded broker. */
abstract class ReminderParts {
  static final String SPY = "corkboard.test.spy";
  static final Stamp STAMP = new Stamp(new Username("ben"), Instant.parse("2026-11-20T10:00:00Z"), "test");
  private static final MessageSchemas SCHEMAS = new MessageSchemas();

  static EmbeddedPostgres postgres;
  static HikariDataSource dataSource;
  static Optional<LocalBroker> embedded = Optional.empty();
  static URI broker;

  /** Six in the morning of the 21st at the start of each test, and then on. */
  Duration ahead = Duration.between(Instant.now(), Instant.parse("2026-11-21T06:00:00Z"));
  final InstantSource clock = () -> Instant.now().plus(ahead);
  final List<AutoCloseable> parts = new ArrayList<>();
  private Connection admin;
  Channel queues;
  Gate gate;
  Amqp amqp;
  Outbox outbox;
  ReminderRun run;
  SmtpFake smtp;

  @BeforeAll
  static void startParts() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(postgres.getPostgresDatabase());
    pool.setMaximumPoolSize(8);
    dataSource = new HikariDataSource(pool);
    Migrations.main(dataSource);
    String url = System.getenv("TEST_RABBITMQ_URL");
    if (url == null) embedded = Optional.of(LocalBroker.start());
    broker = URI.create(embedded.map(LocalBroker::url).orElse(url));
  }

  @AfterAll
  static void stopParts() throws Exception {
    embedded.ifPresent(LocalBroker::close);
    dataSource.close();
    postgres.close();
  }

  @BeforeEach
  void start() throws Exception {
    sql("truncate reminder.subscriber, reminder.task, reminder.decision, reminder.outbox, reminder.delivery");
    gate = new Gate(broker);
    amqp = new Amqp(gate.url());
    assertThat(amqp.connected()).isTrue();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker);
    admin = factory.newConnection();
    queues = admin.createChannel();
    queues.queueDeclare(SPY, true, false, false, Map.of());
    queues.queueBind(SPY, Amqp.REMINDERS, "#");
    for (String queue : List.of(SPY, Amqp.MAILER, Amqp.MAILER_DEAD))
      queues.queuePurge(queue);
    outbox = new Outbox(dataSource, amqp, clock);
    run = new ReminderRun(dataSource, outbox, clock, clock);
    smtp = new SmtpFake();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : parts)
      part.close();
    amqp.close();
    gate.close();
    smtp.close();
    queues.queueDelete(SPY);
    admin.close();
  }

  Gate gateTo(int port) throws IOException {
    Gate way = new Gate(URI.create("tcp://any@127.0.0.1:" + port));
    parts.add(way);
    return way;
  }

  /** Whoever knocks at what is shut is heard, and let in no further. */
  static void turnAwayTwice(Gate shut) throws IOException {
    try (ServerSocket door = new ServerSocket(shut.url().getPort(), 50, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(30_000);
      door.accept().close();
      door.accept().close();
    }
  }

  static HikariDataSource pool(int port) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=2");
    pool.setMaximumPoolSize(2);
    pool.setConnectionTimeout(2_000);
    return new HikariDataSource(pool);
  }

  void startMailer() {
    startMailer(dataSource, smtp.port());
  }

  void startMailer(DataSource database, int smtpPort) {
    SmtpSettings settings = new SmtpSettings("127.0.0.1", smtpPort, Optional.empty(), Optional.empty(),
        "board@example.org");
    Mailer mailer = new Mailer(database, amqp, new MailSettings(settings, URI.create("https://board.test"),
        new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)), 5, MailFacts.NONE), clock);
    mailer.start();
    parts.add(mailer);
  }

  void subscriber(String name, String zone, int hour) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      new Subscribers(clock).profileChanged(connection,
          new Subscribers.Profile(name, name + "@example.org", zone, hour, true, true, true));
      return null;
    });
  }

  void task(String id, String name, String assigned, String due, String remindAt) throws SQLException {
    TaskContent content = new TaskContent(name, "", Optional.empty(), TaskStatus.TODO, 1,
        Optional.of(new Username(assigned)), Optional.empty(), Optional.ofNullable(due).map(LocalDate::parse),
        Optional.empty(), Optional.ofNullable(remindAt).map(Instant::parse), List.of(), Optional.empty(),
        TaskPriority.NORMAL);
    apply(new TaskEvent.Created(new TaskId(id), OptionalLong.of(1), content, STAMP), id, 1);
  }

  void change(String id, long revision, String field, Object from, Object to) throws SQLException {
    apply(new TaskEvent.Changed(new TaskId(id), Map.of(field, new Change(from, to)), STAMP), id, revision);
  }

  void apply(TaskEvent event, String id, long revision) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      ReminderTasks.TABLES.handler("reminder").apply(connection,
          List.of(new JournalEvent(Position.START, "task", id, revision, "", event, STAMP.at())));
      return null;
    });
  }

  void add(Messages.PasswordReset reset) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      OutboxTable.add(connection, List.of(Outbox.Entry.mail(reset, clock.instant())));
      return null;
    });
  }

  void drain() throws SQLException {
    while (run.step()) {
      // until nothing is left to do
    }
  }

  void untilMails(int mails) {
    await().atMost(Duration.ofSeconds(40)).until(() -> {
      run.step();
      return smtp.mails.size() >= mails;
    });
  }

  /** One more mail takes the same way; when it has come, whatever went before it would have come too. */
  void nothingElseComes(int mails) throws Exception {
    Messages.Person last = new Messages.Person("last", "last@example.org", "UTC");
    add(new Messages.PasswordReset("password-reset:last", Messages.PASSWORD_RESET, last, "x",
        clock.instant().plusSeconds(3600)));
    untilMails(mails + 1);
    assertThat(smtp.mails.stream().filter(mail -> mail.to().startsWith("last"))).hasSize(1);
    assertThat(smtp.mails).hasSize(mails + 1);
  }

  List<String> spied() throws Exception {
    List<String> messages = new ArrayList<>();
    for (GetResponse got; (got = queues.basicGet(SPY, true)) != null;) {
      SCHEMAS.judge(got.getEnvelope().getRoutingKey(), got.getBody());
      messages.add(new String(got.getBody(), StandardCharsets.UTF_8));
    }
    return messages;
  }

  static void sql(String sql) throws SQLException {
    try (java.sql.Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  static int count(String from) throws SQLException {
    try (java.sql.Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select count(*) from " + from)) {
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getInt(1);
    }
  }

  static Map<String, String> outcomes() throws SQLException {
    try (java.sql.Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(
            "select message_id, outcome from reminder.decision")) {
      ResultSet row = statement.executeQuery();
      Map<String, String> outcomes = new java.util.HashMap<>();
      while (row.next())
        outcomes.put(row.getString(1), row.getString(2));
      return outcomes;
    }
  }
}
