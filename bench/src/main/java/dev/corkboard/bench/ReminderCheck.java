package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.embedded.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Reminders through the real RabbitMQ to a receiving mail server, while things break; ends with 1 if a mail was lost, or
 * came twice where it must not. Arguments: {@code kills}, reminders, seconds without a broker, kills of the service; or
 * {@code cuts}, reminders, restarts of the broker, cuts of its connections; or {@code outage}, reminders, seconds, and
 * the one that is gone for so long while they fall due: {@code postgres}, {@code redis}, {@code rabbitmq}, {@code smtp}.
 */
public final class ReminderCheck implements AutoCloseable {
  private static final int WRITERS = 16;
  /** Fewer than one person gets on one day. */
  private static final int REMINDERS_EACH = 40;
  private static final List<String> PEOPLE = List.of("""
      insert into accounts.account (id, username, email, first_name, last_name, time_zone, digest_hour, digest, is_admin,
        is_active, password_hash, created_at, email_confirmed)
      select 'person' || i, 'person' || i, 'person' || i || '@example.org', '', '', 'UTC', 0, false, false, true, '',
        now(), true from generate_series(0, ? - 1) i""", """
      insert into reminder.subscriber (username, email, time_zone, digest_hour, digest, active, confirmed, since, next_date,
        next_at)
      select 'person' || i, 'person' || i || '@example.org', 'UTC', 0, false, true, true, now(), current_date + 2,
        current_date + 2 from generate_series(0, ? - 1) i""");
  /** A lease of two minutes, and then some. */
  private static final Duration QUIET = Duration.ofSeconds(240);

  /** A kill: which mails were being sent, by their rows, and when the service was dead. */
  private record Kill(Set<String> sending, long at) {}

  private final Random random = new Random();
  private final Path home = Files.createTempDirectory("corkboard-reminders");
  private final RabbitServer rabbit = new RabbitServer();
  private final LocalStack stack = LocalStack.start(home);
  private final MailSink sink = new MailSink();
  private final Map<String, Lane> lanes = Map.of("postgres", new Lane(stack.jdbcUrl()), "redis",
      new Lane(stack.redisUrl()), "rabbitmq", new Lane(rabbit.url()), "smtp",
      new Lane("smtp://127.0.0.1:" + sink.port()));
  private final HikariDataSource database = new Database(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword())
      .pool("check", 2);
  private final ServiceNode node = new ServiceNode(stack,
      new ServiceNode.Backends(lanes.get("postgres").lead(stack.jdbcUrl()), lanes.get("redis").lead(stack.redisUrl()),
          lanes.get("rabbitmq").lead(rabbit.url()), lanes.get("smtp").port()),
      home.resolve("service.log"));
  private final List<Kill> kills = new ArrayList<>();
  private final int reminders;
  private Instant due = Instant.now();

  private ReminderCheck(int reminders) throws IOException, InterruptedException {
    this.reminders = reminders;
  }

  public static void main(String[] arguments) throws Exception {
    boolean holds;
    try (ReminderCheck check = new ReminderCheck(Integer.parseInt(arguments[1]))) {
      int third = Integer.parseInt(arguments[2]);
      switch (arguments[0]) {
        case "kills" -> check.killTheService(Duration.ofSeconds(third), Integer.parseInt(arguments[3]));
        case "cuts" -> check.breakTheBroker(third, Integer.parseInt(arguments[3]));
        case "outage" -> check.goWithout(arguments[3], Duration.ofSeconds(third));
        default -> throw new IllegalArgumentException("kills, cuts or outage");
      }
      holds = check.verdict();
    }
    System.exit(holds ? 0 : 1);
  }

  private void killTheService(Duration withoutBroker, int times) throws Exception {
    seed(Duration.ZERO);
    rabbit.stop();
    say("the broker is down");
    sleepUntil(due);
    long back = System.nanoTime() + withoutBroker.toNanos();
    int whileDown = times / 5;
    for (int i = 1; i <= whileDown; i++) {
      LockSupport.parkNanos(withoutBroker.toNanos() / (whileDown + 1) - random.nextInt(1_000) * 1_000_000L);
      kill();
    }
    LockSupport.parkNanos(back - System.nanoTime());
    rabbit.start();
    say("the broker is back; " + number("select count(*) from reminder.outbox where sent_at is null") + " wait");
    int step = reminders / (times - whileDown + 1);
    for (int i = 1; i <= times - whileDown; i++) {
      awaitMails(Math.min(reminders - 1, i * step));
      LockSupport.parkNanos(random.nextInt(20_000) * 1_000L);
      kill();
    }
    awaitMails(reminders);
  }

  private void breakTheBroker(int restarts, int cuts) throws Exception {
    seed(Duration.ofSeconds(Math.max(5, reminders / 250)));
    sleepUntil(due);
    int events = restarts + cuts;
    for (int i = 1; i <= events; i++) {
      awaitMails(i * (reminders / (events + 1)));
      if (i % Math.max(1, events / Math.max(1, restarts)) == 0) {
        rabbit.stop();
        say("the broker is down");
        rabbit.start();
      } else {
        lanes.get("rabbitmq").cut();
        say("connections cut at " + sink.distinct());
      }
    }
    awaitMails(reminders);
  }

  /** What falls due from the first moment of the outage to its last comes when it is over, in order, and not at once. */
  private void goWithout(String server, Duration outage) throws Exception {
    seed(outage);
    sleepUntil(due);
    lanes.get(server).shut();
    say(server + " is gone");
    sleepUntil(due.plus(outage));
    say(sink.distinct() + " mails came without " + server);
    lanes.get(server).open();
    long back = System.nanoTime();
    awaitMails(reminders);
    System.out.printf("the last mail came %.1f s after that, and at most %d in one second%n",
        (System.nanoTime() - back) / 1e9, sink.mostInASecond());
  }

  /** Tasks whose reminders fall due within the time given, once all of them are there. */
  private void seed(Duration spread) throws Exception {
    addPeople(1 + reminders / REMINDERS_EACH);
    due = Instant.now().plusSeconds(30 + reminders / 80);
    long started = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    BoardClient first = node.signedIn();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      BoardClient board = first.again();
      writers.add(Thread.ofVirtual().start(() -> write(board, next, spread)));
    }
    for (Thread writer : writers)
      writer.join();
    while (number("select count(*) from reminder.task") < reminders)
      LockSupport.parkNanos(100_000_000);
    say(reminders + " tasks in " + (System.nanoTime() - started) / 1_000_000_000 + " s");
    if (Instant.now().isAfter(due)) throw new IllegalStateException("the tasks were written too slowly");
  }

  private void write(BoardClient board, AtomicInteger next, Duration spread) {
    try {
      for (int i = next.getAndIncrement(); i < reminders; i = next.getAndIncrement()) {
        Instant at = due.plusMillis(spread.toMillis() * i / reminders);
        int status = board.send("POST", "/api/tasks",
            Map.of("name", "Task " + i, "assigned", "person" + i / REMINDERS_EACH, "remind_at", at.toString()),
            Map.of()).status();
        if (status != 201) throw new IOException("a task got " + status);
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void kill() throws Exception {
    node.kill();
    long at = System.nanoTime();
    Set<String> sending = new HashSet<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection
            .prepareStatement("select message_id from reminder.delivery where state = 'sending'")) {
      ResultSet row = select.executeQuery();
      while (row.next())
        sending.add(row.getString(1));
    }
    kills.add(new Kill(sending, at));
    say("killed at " + sink.distinct() + " mails");
    node.start();
  }

  private void awaitMails(int mails) throws SQLException {
    long deadline = System.nanoTime() + QUIET.toNanos();
    for (int before = -1; sink.distinct() < mails; before = sink.distinct()) {
      if (sink.distinct() > before) deadline = System.nanoTime() + QUIET.toNanos();
      if (System.nanoTime() > deadline) return; // the verdict tells
      LockSupport.parkNanos(2_000_000);
    }
  }

  private boolean verdict() throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (number("select count(*) from reminder.delivery where state = 'sent'") < reminders
        && System.nanoTime() < deadline)
      LockSupport.parkNanos(100_000_000);
    LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()); // a second copy would come by now
    List<String> repeated = sink.repeated();
    long excused = repeated.stream().filter(this::isExcused).count();
    System.out.printf("%d of %d mails; %d came twice, %d of them killed between yes and commit; %d kills; %d were"
        + " overtaken by one that was due later; %d rows say sent%n", sink.distinct(),
        reminders, repeated.size(), excused, kills.size(), overtaken(),
        number("select count(*) from reminder.delivery where state = 'sent'"));
    return sink.distinct() == reminders && repeated.size() == excused && repeated.size() <= kills.size();
  }

  /** Twice, no more, and the first time before a kill at which its row still said that it was being sent. */
  private boolean isExcused(String messageId) {
    List<Long> arrivals = sink.arrivals(messageId);
    return arrivals.size() == 2
        && kills.stream().anyMatch(kill -> kill.sending().contains(messageId) && arrivals.getFirst() <= kill.at());
  }

  private int overtaken() {
    int overtaken = 0;
    Instant latest = Instant.MIN;
    for (String id : sink.order()) {
      Instant at = Instant.parse(id.substring(id.indexOf(':', "task:".length()) + 1));
      if (at.isBefore(latest)) overtaken++;
      else
        latest = at;
    }
    return overtaken;
  }

  private void addPeople(int count) throws SQLException {
    try (Connection connection = database.getConnection()) {
      for (String sql : PEOPLE) {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
          insert.setInt(1, count);
          insert.executeUpdate();
        }
      }
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      ResultSet row = select.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  private static void sleepUntil(Instant then) {
    LockSupport.parkNanos(Math.max(0, Duration.between(Instant.now(), then).toNanos()));
  }

  private static void say(String what) {
    System.out.println(Instant.now() + " " + what);
  }

  @Override
  public void close() throws Exception {
    node.close();
    sink.close();
    database.close();
    stack.close();
    for (Lane lane : lanes.values())
      lane.close();
    rabbit.close();
    Folders.delete(home);
  }
}
