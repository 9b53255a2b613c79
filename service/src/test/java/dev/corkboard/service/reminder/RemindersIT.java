package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.embedded.LocalBroker;
import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.mail.DeadQueue;
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
import java.util.concurrent.Executors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.RejectException;

/** From a due task to a mail, against real parts; with TEST_RABBITMQ_URL on that RabbitMQ, else the embedded broker. */
class RemindersIT {
  private static final String SPY = "corkboard.test.spy";
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final Stamp STAMP = new Stamp(new Username("ben"), Instant.parse("2026-11-20T10:00:00Z"), "test");

  private static final MessageSchemas SCHEMAS = new MessageSchemas();

  private static EmbeddedPostgres postgres;
  private static HikariDataSource dataSource;
  private static Optional<LocalBroker> embedded = Optional.empty();
  private static URI broker;

  /** Six in the morning of the 21st at the start of each test, and then on. */
  private Duration ahead = Duration.between(Instant.now(), Instant.parse("2026-11-21T06:00:00Z"));
  private final InstantSource clock = () -> Instant.now().plus(ahead);
  private final List<AutoCloseable> parts = new ArrayList<>();
  private Connection admin;
  private Channel queues;
  private Gate gate;
  private Amqp amqp;
  private Outbox outbox;
  private ReminderRun run;
  private SmtpFake smtp;

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

  @Test
  void remindAtGivesOneMailAtItsTime() throws Exception {
    subscriber("anna", "Asia/Kathmandu", 12);
    task("t1", "Paint <the> \"fence\"", "anna", null, "2026-11-21T06:30:00.123456Z");
    startMailer();
    drain();
    assertThat(count("reminder.decision")).isZero();
    ahead = ahead.plusMinutes(30).plusSeconds(1);
    untilMails(1);
    SmtpFake.Got mail = smtp.mails.getFirst();
    assertThat(mail.id()).isEqualTo("task:t1:2026-11-21T06:30:00.123456Z");
    assertThat(mail.to()).isEqualTo("anna@example.org");
    assertThat(mail.subject()).isEqualTo("Reminder: Paint <the> \"fence\"");
    assertThat(mail.text()).contains("Saturday, 21 November 2026 (Asia/Kathmandu)", "https://board.test/tasks/t1");
    assertThat(mail.html()).contains("Paint &lt;the&gt; &quot;fence&quot;").doesNotContain("<the>");
    nothingElseComes(1);
  }

  @Test
  void digestComesOnceWithOverdueTasksApart() throws Exception {
    subscriber("anna", "UTC", 7);
    subscriber("ben", "UTC", 7);
    task("t1", "Today", "anna", "2026-11-21", null);
    task("t2", "Late", "anna", "2026-11-19", null);
    task("t3", "Tomorrow", "anna", "2026-11-22", null);
    task("t4", "Late too", "ben", "2026-11-20", null);
    startMailer();
    ahead = ahead.plusHours(1);
    untilMails(1);
    assertThat(smtp.subjects()).containsExactly("1 task due today, 1 overdue");
    assertThat(spied()).containsExactly(
        """
            {"message_id":"digest:anna:2026-11-21","kind":"digest",\
            "user":{"username":"anna","email":"anna@example.org","time_zone":"UTC"},"date":"2026-11-21",\
            "tasks":[{"id":"t1","name":"Today","due":"2026-11-21","status":"todo","sprint":null}],\
            "overdue":[{"id":"t2","name":"Late","due":"2026-11-19","status":"todo","sprint":null}]}""");
    assertThat(outcomes()).containsEntry("digest:anna:2026-11-21", "sent").containsEntry("digest:ben:2026-11-21",
        "nothing-due");
    nothingElseComes(1);
  }

  @Test
  void whatWasChangedInTimeReminds() throws Exception {
    subscriber("anna", "UTC", 7);
    subscriber("ben", "UTC", 7);
    sql("update reminder.subscriber set digest = false where username = 'ben'");
    for (String id : List.of("done", "deleted", "cleared", "given", "unassigned"))
      task(id, id, "anna", "2026-11-21", "2026-11-21T06:30:00Z");
    change("done", 2, "status", TaskStatus.TODO, TaskStatus.DONE);
    apply(new TaskEvent.Deleted(new TaskId("deleted"), STAMP), "deleted", 2);
    change("cleared", 2, "remindAt", Optional.of(Instant.EPOCH), Optional.empty());
    change("given", 2, "assigned", Optional.of(new Username("anna")), Optional.of(new Username("ben")));
    change("unassigned", 2, "assigned", Optional.of(new Username("anna")), Optional.empty());
    ahead = ahead.plusHours(1);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("task:done:2026-11-21T06:30:00Z", "task-done",
        "task:deleted:2026-11-21T06:30:00Z", "task-deleted", "task:given:2026-11-21T06:30:00Z", "sent",
        "task:unassigned:2026-11-21T06:30:00Z", "not-assigned", "digest:anna:2026-11-21", "sent",
        "digest:ben:2026-11-21", "digest-off"));
  }

  @Test
  void datesThatAClockTookForMissedByMistakeAreDecidedWhenTheyCome() throws Exception {
    subscriber("anna", "UTC", 7);
    for (int day = 21; day <= 24; day++)
      task("t" + day, "Task", "anna", "2026-11-" + day, null);
    Duration right = ahead;
    ahead = right.plusDays(2).plusHours(2);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "missed", "digest:anna:2026-11-22", "missed",
        "digest:anna:2026-11-23", "sent"));
    ahead = right.plusMinutes(61);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "sent", "digest:anna:2026-11-23", "sent"));
    ahead = right.plusDays(1).plusHours(2);
    drain();
    ahead = right.plusDays(3).plusHours(2);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "sent", "digest:anna:2026-11-22", "sent",
        "digest:anna:2026-11-23", "sent", "digest:anna:2026-11-24", "sent"));
    await().until(() -> queues.messageCount(SPY) == 4);
  }

  @Test
  void anEventThatComesAgainChangesNothing() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    drain();
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    sql("update reminder.task set remind_pending = true"); // as after a rebuild of the view
    drain();
    assertThat(count("reminder.outbox")).isEqualTo(1);
    assertThat(spied()).hasSize(1);
  }

  @Test
  void aViewThatIsBehindRemindsOfNothingThatMayHaveChanged() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Stale", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusHours(2);
    new ReminderRun(dataSource, outbox, clock, InstantSource.fixed(Instant.parse("2026-11-21T06:29:00Z"))).step();
    assertThat(count("reminder.decision")).isZero();
  }

  @Test
  void twoSchedulersAtOnceSendOnce() throws Exception {
    subscriber("anna", "UTC", 7);
    for (int i = 0; i < 300; i++)
      task("t" + i, "Task " + i, "anna", "2026-11-21", "2026-11-21T06:30:00Z");
    startMailer();
    ahead = ahead.plusHours(1);
    ActorTestKit actors = ActorTestKit.create();
    parts.addFirst(actors::shutdownTestKit);
    try (Amqp other = new Amqp(gate.url())) {
      Outbox second = new Outbox(dataSource, other, clock);
      actors.spawn(ReminderScheduler.create(run, Executors.newVirtualThreadPerTaskExecutor()));
      actors.spawn(ReminderScheduler.create(new ReminderRun(dataSource, second, clock, clock),
          Executors.newVirtualThreadPerTaskExecutor()));
      await().atMost(Duration.ofSeconds(60)).until(() -> smtp.mails.size() >= 301);
    }
    assertThat(smtp.mails.stream().map(SmtpFake.Got::id)).doesNotHaveDuplicates().hasSize(301);
    assertThat(spied()).hasSize(301);
  }

  @Test
  void aFloodWaitsInTheOutboxOfABrokerThatHasOnlyMemory() throws Exception {
    subscriber("anna", "UTC", 7);
    for (int i = 0; i < 900; i++)
      task("t" + i, "Task " + i, "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    try (Amqp small = new Amqp(gate.url(), 300)) {
      run = new ReminderRun(dataSource, new Outbox(dataSource, small, clock), clock, clock);
      drain();
      assertThat(count("reminder.outbox where sent_at is not null")).isEqualTo(embedded.isPresent() ? 500 : 900);
      startMailer();
      untilMails(900);
      nothingElseComes(900);
    }
    assertThat(count("reminder.outbox where last_error is not null")).isZero();
  }

  @Test
  void whatFallsDueWhileTheBrokerIsAwayIsSentWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "First", "anna", null, "2026-11-21T06:30:00Z");
    task("t2", "Second", "anna", null, "2026-11-21T06:40:00Z");
    startMailer();
    gate.shut();
    ahead = ahead.plusMinutes(50);
    await().until(() -> !amqp.connected());
    drain();
    assertThat(count("reminder.outbox where sent_at is null")).isEqualTo(2);
    gate.open();
    untilMails(2);
    assertThat(smtp.subjects()).containsExactly("Reminder: First", "Reminder: Second");
    nothingElseComes(2);
  }

  @Test
  void whatFallsDueWhileTheMailServerIsAwayIsMailedInOrderWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Third", "anna", null, "2026-11-21T06:40:00Z");
    task("t2", "First", "anna", null, "2026-11-21T06:20:00Z");
    task("t3", "Second", "anna", null, "2026-11-21T06:30:00Z");
    Gate mailServer = gateTo(smtp.port());
    mailServer.shut();
    startMailer(dataSource, mailServer.url().getPort());
    ahead = ahead.plusMinutes(50);
    drain();
    turnAwayTwice(mailServer);
    assertThat(smtp.mails).isEmpty();
    mailServer.open();
    untilMails(3);
    assertThat(smtp.subjects()).containsExactly("Reminder: First", "Reminder: Second", "Reminder: Third");
    // Nobody was asked for anything meanwhile, so no attempt is used up.
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 1") == 3);
    nothingElseComes(3);
  }

  @Test
  void whatFallsDueWhileTheDatabaseIsAwayIsMailedWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "While it was away", "anna", null, "2026-11-21T06:30:00Z");
    Gate database = gateTo(postgres.getPort());
    try (HikariDataSource behind = pool(database.url().getPort())) {
      ReminderRun scheduler = new ReminderRun(behind, new Outbox(behind, amqp, clock), clock, clock);
      scheduler.step();
      database.shut();
      ahead = ahead.plusMinutes(31);
      assertThatThrownBy(scheduler::step).isInstanceOf(SQLException.class);
      assertThat(count("reminder.decision")).isZero();
      database.open();
      startMailer(dataSource, smtp.port());
      await().ignoreExceptions().until(() -> scheduler.step() || smtp.mails.size() == 1);
      nothingElseComes(1);
    }
  }

  @Test
  void aMailerWithoutItsDatabaseKeepsTheMessageAndMailsItOnce() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Kept", "anna", null, "2026-11-21T06:30:00Z");
    Gate database = gateTo(postgres.getPort());
    HikariDataSource behind = pool(database.url().getPort());
    startMailer(behind, smtp.port());
    parts.add(behind);
    database.shut();
    ahead = ahead.plusMinutes(31);
    drain();
    turnAwayTwice(database);
    assertThat(smtp.mails).isEmpty();
    database.open();
    untilMails(1);
    nothingElseComes(1);
  }

  @Test
  void whatWasPublishedButNotMarkedIsPublishedTwiceAndMailedOnce() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(1);
    sql("update reminder.outbox set sent_at = null, leased_till = null");
    await().until(() -> {
      run.step();
      return count("reminder.outbox where sent_at is null") == 0;
    });
    assertThat(spied()).hasSize(2);
    nothingElseComes(1);
  }

  @Test
  void whatTheBrokerLostIsPublishedAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Lost", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    drain();
    queues.queuePurge(Amqp.MAILER);
    startMailer();
    assertThat(outbox.republishUndelivered()).isEqualTo(1);
    untilMails(1);
    // The mail server has it a moment before the mailer has written that down.
    await().until(() -> count("reminder.delivery where state = 'sent'") == 1);
    assertThat(outbox.republishUndelivered()).isZero();
  }

  @Test
  void whatNoQueueTakesIsNotSent() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Lost", "anna", null, "2026-11-21T06:30:00Z");
    queues.queueUnbind(SPY, Amqp.REMINDERS, "#");
    queues.queueUnbind(Amqp.MAILER, Amqp.REMINDERS, "reminder.#");
    ahead = ahead.plusMinutes(31);
    drain();
    assertThat(count("reminder.outbox where sent_at is null and last_error is not null")).isEqualTo(1);
    try (Amqp next = new Amqp(gate.url())) {
      assertThat(next.connected()).isTrue(); // and has bound the queue again
    }
    sql("update reminder.outbox set leased_till = null");
    drain();
    assertThat(count("reminder.outbox where sent_at is not null")).isEqualTo(1);
  }

  @Test
  void poisonEndsInTheDeadLetterQueue() throws Exception {
    startMailer();
    for (String poison : List.of("{", "null", "{\"kind\":\"digest\"}", "{\"kind\":\"x\",\"message_id\":\"y\"}"))
      queues.basicPublish(Amqp.REMINDERS, "reminder.digest", null, poison.getBytes(StandardCharsets.UTF_8));
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 4);
    nothingElseComes(0);
    DeadMails dead = new DeadMails(dataSource, clock);
    assertThat(dead.list(Optional.empty(), 10)).hasSize(4).allMatch(mail -> mail.kind().equals("poison"));
    assertThat(dead.retryAll(10)).isEqualTo(new DeadMails.Outcome(0, 4));
  }

  @Test
  void aMailThatTheServerPutsOffComesAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Later", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(451, "try again later"));
    smtp.refusals.add(new RejectException(450, "not yet"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(1);
    assertThat(smtp.refusals).isEmpty();
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 3") == 1);
    assertThat(spied()).hasSize(1); // other queues see no repeats
    nothingElseComes(1);
  }

  @Test
  void aMailThatTheServerRefusesForGoodIsDead() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Nobody", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(550, "no such user"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    await().until(() -> {
      run.step();
      return queues.messageCount(Amqp.MAILER_DEAD) == 1;
    });
    await().until(() -> count("reminder.delivery where state = 'dead' and last_error like '%no such user%'") == 1);
    nothingElseComes(0);
  }

  @Test
  void aDeadMailThatIsTriedAgainIsSentOnceAndLeavesTheQueue() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Refused", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(550, "no such user"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    DeadMails dead = new DeadMails(dataSource, clock);
    await().until(() -> {
      run.step();
      return dead.count() == 1;
    });
    String id = "task:t1:2026-11-21T06:30:00Z";
    assertThat(dead.retry(id)).isEqualTo(DeadMails.Retried.ACCEPTED);
    assertThat(dead.retry(id)).isEqualTo(DeadMails.Retried.UNKNOWN);
    untilMails(1);
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 1") == 1);
    assertThat(new DeadQueue(amqp, dead).bringInStep()).isEqualTo(1);
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isZero();
    assertThat(spied()).hasSize(1); // other queues see no repeats
    nothingElseComes(1);
  }

  @Test
  void theDeadLetterQueueHasEachDeadMailOnce() throws Exception {
    startMailer();
    queues.basicPublish("", Amqp.MAILER, null, "{".getBytes(StandardCharsets.UTF_8));
    DeadMails dead = new DeadMails(dataSource, clock);
    await().until(() -> dead.count() == 1);
    DeadQueue queue = new DeadQueue(amqp, dead);
    queues.queuePurge(Amqp.MAILER_DEAD);
    assertThat(queue.bringInStep()).isZero(); // what the broker has lost is put there again
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 1);
    queues.basicPublish("", Amqp.MAILER_DEAD, null, "{".getBytes(StandardCharsets.UTF_8));
    queues.basicPublish("", Amqp.MAILER_DEAD, null, "[".getBytes(StandardCharsets.UTF_8));
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 3);
    assertThat(queue.bringInStep()).isEqualTo(1);
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 2);
    assertThat(dead.list(Optional.empty(), 10)).hasSize(2);
    dead.list(Optional.empty(), 10).forEach(mail -> assertThat(dead.discard(mail.messageId())).isTrue());
    assertThat(queue.bringInStep()).isEqualTo(2);
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isZero();
  }

  @Test
  void aMailOfAKilledMailerIsTakenOver() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Left", "anna", null, "2026-11-21T06:30:00Z");
    sql("""
        insert into reminder.delivery (message_id, kind, username, state, attempts, leased_till)
        values ('task:t1:2026-11-21T06:30:00Z', 'task', 'anna', 'sending', 1, now() + interval '1 hour')""");
    startMailer();
    ahead = ahead.plusMinutes(31);
    await().until(() -> {
      run.step();
      return count("reminder.outbox where last_error = 'another mailer has it'") == 1;
    });
    nothingElseComes(0);
    sql("update reminder.delivery set leased_till = now() - interval '1 second'");
    sql("update reminder.outbox set due_at = '2026-11-21T00:00:00Z' where sent_at is null");
    untilMails(2); // with the one that nothingElseComes has sent
  }

  @Test
  void aWayBackIntoAnAccountIsMailedAndForgotten() throws Exception {
    startMailer();
    queues.queueBind(SPY, Amqp.MAIL, "#");
    Messages.Person anna = new Messages.Person("anna", "anna@example.org", "UTC");
    add(new Messages.PasswordReset("password-reset:1", Messages.PASSWORD_RESET, anna, "s3cret",
        clock.instant().plusSeconds(3600)));
    add(new Messages.PasswordReset("password-reset:2", Messages.PASSWORD_RESET, anna, "0ld", clock.instant()));
    untilMails(1);
    assertThat(smtp.mails.getFirst().text()).contains("https://board.test/password/reset?token=s3cret");
    await().until(() -> count("reminder.outbox where payload is null") == 2);
    assertThat(spied()).hasSize(2);
    nothingElseComes(1);
  }

  private Gate gateTo(int port) throws IOException {
    Gate way = new Gate(URI.create("tcp://any@127.0.0.1:" + port));
    parts.add(way);
    return way;
  }

  /** Whoever knocks at what is shut is heard, and let in no further. */
  private static void turnAwayTwice(Gate shut) throws IOException {
    try (ServerSocket door = new ServerSocket(shut.url().getPort(), 50, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(30_000);
      door.accept().close();
      door.accept().close();
    }
  }

  private static HikariDataSource pool(int port) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=2");
    pool.setMaximumPoolSize(2);
    pool.setConnectionTimeout(2_000);
    return new HikariDataSource(pool);
  }

  private void startMailer() {
    startMailer(dataSource, smtp.port());
  }

  private void startMailer(DataSource database, int smtpPort) {
    SmtpSettings settings = new SmtpSettings("127.0.0.1", smtpPort, Optional.empty(), Optional.empty(),
        "board@example.org");
    Mailer mailer = new Mailer(database, amqp, new MailSettings(settings, URI.create("https://board.test/"),
        new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)), 5, MailFacts.NONE), clock);
    mailer.start();
    parts.add(mailer);
  }

  private void subscriber(String name, String zone, int hour) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      new Subscribers(clock).profileChanged(connection,
          new Subscribers.Profile(name, name + "@example.org", zone, hour, true, true));
      return null;
    });
  }

  private void task(String id, String name, String assigned, String due, String remindAt) throws SQLException {
    TaskContent content = new TaskContent(name, "", Optional.empty(), TaskStatus.TODO, 1,
        Optional.of(new Username(assigned)), Optional.empty(), Optional.ofNullable(due).map(LocalDate::parse),
        Optional.empty(), Optional.ofNullable(remindAt).map(Instant::parse), List.of());
    apply(new TaskEvent.Created(new TaskId(id), content, STAMP), id, 1);
  }

  private void change(String id, long revision, String field, Object from, Object to) throws SQLException {
    apply(new TaskEvent.Changed(new TaskId(id), Map.of(field, new Change(from, to)), STAMP), id, revision);
  }

  private void apply(TaskEvent event, String id, long revision) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      ReminderTasks.TABLES.handler("reminder").apply(connection,
          List.of(new JournalEvent(Position.START, "task", id, revision, "", event, STAMP.at())));
      return null;
    });
  }

  private void add(Messages.PasswordReset reset) throws SQLException {
    Sql.checkedTransaction(dataSource, connection -> {
      OutboxTable.add(connection, List.of(Outbox.Entry.mail(reset, clock.instant())));
      return null;
    });
  }

  private void drain() throws SQLException {
    while (run.step()) {
      // until nothing is left to do
    }
  }

  private void untilMails(int mails) {
    await().atMost(Duration.ofSeconds(40)).until(() -> {
      run.step();
      return smtp.mails.size() >= mails;
    });
  }

  /** One more mail takes the same way; when it has come, whatever went before it would have come too. */
  private void nothingElseComes(int mails) throws Exception {
    Messages.Person last = new Messages.Person("last", "last@example.org", "UTC");
    add(new Messages.PasswordReset("password-reset:last", Messages.PASSWORD_RESET, last, "x",
        clock.instant().plusSeconds(3600)));
    untilMails(mails + 1);
    assertThat(smtp.mails.stream().filter(mail -> mail.to().startsWith("last"))).hasSize(1);
    assertThat(smtp.mails).hasSize(mails + 1);
  }

  private List<String> spied() throws Exception {
    List<String> messages = new ArrayList<>();
    for (GetResponse got; (got = queues.basicGet(SPY, true)) != null;) {
      SCHEMAS.judge(got.getEnvelope().getRoutingKey(), got.getBody());
      messages.add(new String(got.getBody(), StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static void sql(String sql) throws SQLException {
    try (java.sql.Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  private static int count(String from) throws SQLException {
    try (java.sql.Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement("select count(*) from " + from)) {
      ResultSet row = statement.executeQuery();
      row.next();
      return row.getInt(1);
    }
  }

  private static Map<String, String> outcomes() throws SQLException {
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
