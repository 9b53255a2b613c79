package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.embedded.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon very many reminders of one minute are confirmed by the broker, and how much heap of the service they hold
 * meanwhile; ends with 1 if that is more than a minute or 64 MiB. They are planted as rows of reminder.task, the mailer
 * of the same service works along. Arguments: reminders, people, and {@code rabbitmq} or {@code embedded}.
 */
public final class ReminderBench {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final double MOST_MEBIBYTES = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String PEOPLE = """
      insert into reminder.subscriber (username, email, time_zone, digest_hour, digest, active, confirmed, since, next_date,
            next_at)
      select 'person' || i, 'person' || i || '@example.org', 'UTC', 0, true, true, true, now() - interval '1 day',
        current_date + 2, current_date + 2
      from generate_series(0, ? - 1) i""";
  private static final String TASKS = """
      insert into reminder.task (id, name, assigned, status, remind_at, remind_pending, deleted, revision)
      select gen_random_uuid(), 'What is to be done, number ' || i, 'person' || i % ?, 'todo', ?::timestamptz, true,
        false, 1
      from generate_series(1, ?) i""";
  private static final String CONFIRMED = "select count(*), max(sent_at) from reminder.outbox where sent_at is not null";

  private final HikariDataSource database;
  private final ServiceNode node;
  private final int reminders;
  private final int people;

  /** How far it is. */
  private record Confirmed(long messages, Optional<Instant> last) {}

  private ReminderBench(HikariDataSource database, ServiceNode node, int reminders, int people) {
    this.database = database;
    this.node = node;
    this.reminders = reminders;
    this.people = people;
  }

  public static void main(String[] arguments) throws Exception {
    int reminders = Integer.parseInt(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    boolean holds;
    if (arguments[2].equals("rabbitmq")) {
      try (RabbitServer rabbit = new RabbitServer()) {
        holds = measure(reminders, people, Optional.of(rabbit.url()));
      }
    } else {
      holds = measure(reminders, people, Optional.empty());
    }
    System.exit(holds ? 0 : 1);
  }

  private static boolean measure(int reminders, int people, Optional<String> rabbit) throws Exception {
    Path home = Files.createTempDirectory("corkboard-rush");
    try (LocalStack stack = LocalStack.start(home); MailSink sink = new MailSink()) {
      Database where = new Database(stack.jdbcUrl(), stack.dbUser(), stack.dbPassword());
      try (HikariDataSource database = where.patientPool("bench");
          ServiceNode node = new ServiceNode(stack, new ServiceNode.Backends(stack.jdbcUrl(), stack.redisUrl(),
              rabbit.orElse(stack.amqpUrl()), sink.port()), home.resolve("service.log"))) {
        boolean holds = new ReminderBench(database, node, reminders, people).run();
        System.out.println(sink.distinct() + " mails came meanwhile");
        return holds;
      }
    } finally {
      Folders.delete(home);
    }
  }

  private boolean run() throws Exception {
    double before = settledMebibytes();
    Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(10 + reminders / 5_000);
    plant(due);
    if (Instant.now().isAfter(due)) throw new IllegalStateException("the tasks were written too slowly");
    LockSupport.parkNanos(Duration.between(Instant.now(), due).toNanos());
    List<Double> held = new ArrayList<>();
    Confirmed now = confirmed();
    while (now.messages() < reminders && Instant.now().isBefore(due.plus(PATIENCE))) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      held.add(liveMebibytes() - before);
      now = confirmed();
    }
    double seconds = now.last().map(last -> Duration.between(due, last).toMillis() / 1e3).orElse(0.0);
    double most = held.stream().max(Double::compare).orElseThrow();
    System.out.printf("%d of %d reminders of one instant, to %d people, are confirmed within %.1f s; live heap before: "
        + "%.1f MiB, and at most %.1f MiB more in %d looks after a full collection%n", now.messages(), reminders,
        people, seconds, before, most, held.size());
    return now.messages() == reminders && seconds <= MOST.toSeconds() && most <= MOST_MEBIBYTES;
  }

  /** What is left once the start, and the passwords it has hashed, are forgotten. */
  private double settledMebibytes() throws IOException {
    double least = liveMebibytes();
    for (int same = 0; same < 5;) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      double live = liveMebibytes();
      same = live < least - 0.5 ? 0 : same + 1;
      least = Math.min(least, live);
    }
    return least;
  }

  private void plant(Instant due) {
    Sql.transaction(database, connection -> {
      try (PreparedStatement insert = connection.prepareStatement(PEOPLE)) {
        insert.setInt(1, people);
        insert.executeUpdate();
      }
      try (PreparedStatement insert = connection.prepareStatement(TASKS)) {
        insert.setInt(1, people);
        insert.setString(2, due.toString());
        insert.setInt(3, reminders);
        return insert.executeUpdate();
      }
    });
  }

  private Confirmed confirmed() {
    return Sql.with(database, connection -> {
      try (PreparedStatement select = connection.prepareStatement(CONFIRMED)) {
        ResultSet row = select.executeQuery();
        row.next();
        return new Confirmed(row.getLong(1), Optional.ofNullable(row.getTimestamp(2)).map(java.util.Date::toInstant));
      }
    });
  }

  /** Of the service: the last line of the histogram of what lives after a full collection. */
  private double liveMebibytes() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process = new ProcessBuilder(jcmd.toString(), Long.toString(node.pid()), "GC.class_histogram")
        .redirectErrorStream(true).start();
    String total = "";
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        if (line.startsWith("Total")) total = line;
    }
    if (total.isEmpty()) throw new IOException("the service tells nothing of its heap");
    return Long.parseLong(total.strip().split("\\s+")[2]) / (double) (1 << 20);
  }
}
