package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.NewTask;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.Settings;
import dev.corkboard.service.WriteSideOnly;
import dev.corkboard.service.embedded.LocalStack;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Reply;
import dev.corkboard.service.id.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Persists a second through sharded entities, beside the rates of inserts into the same database in the same run, of
 * single rows that commit by themselves and of batches; all durable. Arguments: writers, seconds for each part, rounds.
 */
public final class PersistBench {
  private static final String RAW_TABLE = """
      create table if not exists raw_event (id bigserial primary key, persistence_id text not null,
        sequence_number bigint not null, payload bytea not null, unique (persistence_id, sequence_number))""";
  private static final String RAW_INSERT = "insert into raw_event (persistence_id, sequence_number, payload) values (?, ?, ?)";
  static final int RAW_CONNECTIONS = 32;
  /** As many connections and rows in a transaction as the journal has. */
  private static final int BATCH_CONNECTIONS = 8;
  private static final int BATCH = 100;
  /** A quarter of the measured time goes by before the measurement. */
  private static final int WARM_UP_SHARE = 4;
  private static final Origin ANNA = new Origin(new Username("anna"), false, Instant.now(), "bench");
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final TaskFacts FACTS = new TaskFacts(LocalDate.now(), Optional.empty(), true);

  private final int writers;
  private final Duration time;

  /** Rows a second, of each kind. */
  interface Round {
    void done(double single, double batched, double persists);
  }

  private PersistBench(int writers, Duration time) {
    this.writers = writers;
    this.time = time;
  }

  public static void main(String[] arguments) throws Exception {
    measure(Integer.parseInt(arguments[0]), Duration.ofSeconds(Long.parseLong(arguments[1])),
        Integer.parseInt(arguments[2]),
        (single, batched, persists) -> System.out.printf(
            "raw single-row inserts %.0f/s, batched %.0f/s, persists %.0f/s, ratio %.2f%n", single, batched, persists,
            persists / single));
  }

  static void measure(int writers, Duration time, int rounds, Round round) throws Exception {
    PersistBench bench = new PersistBench(writers, time);
    Path home = Files.createTempDirectory("corkboard-bench");
    try (LocalStack backends = LocalStack.start(home)) {
      Settings settings = Settings.from(Map.of("DB_URL", backends.jdbcUrl(), "DB_USER", backends.dbUser(),
          "DB_PASSWORD", backends.dbPassword()));
      try (WriteSideOnly writeSide = WriteSideOnly.start(settings);
          HikariDataSource raw = new Database(backends.jdbcUrl(), backends.dbUser(), backends.dbPassword())
              .pool("raw", RAW_CONNECTIONS)) {
        new PersistBench(writers, time.multipliedBy(Rounds.WARM_UP)).persists(writeSide.tasks());
        for (int i = 0; i < rounds; i++)
          round.done(singleRows(raw, time), batches(raw, time), bench.persists(writeSide.tasks()));
      }
    } finally {
      Folders.delete(home);
    }
  }

  private double persists(Gateway<TaskCommand, TaskState> tasks) throws InterruptedException {
    return rate(writers, time, (running, count) -> {
      TaskId id = new TaskId(Ids.next());
      accepted(tasks.send(id.value(),
          new TaskCommand.Create(id, NUMBERS.incrementAndGet(), NewTask.named("Bench"), 1, ANNA, FACTS)));
      count.incrementAndGet();
      for (long n = 0; running.get(); n++) {
        accepted(tasks.send(id.value(), new TaskCommand.Change(id, Patch.<TaskContent>of("name", "Bench " + n),
            OptionalLong.empty(), ANNA, FACTS)));
        count.incrementAndGet();
      }
    });
  }

  private static void accepted(Reply<TaskState> reply) {
    if (!(reply instanceof Reply.Accepted)) throw new IllegalStateException("not accepted: " + reply);
  }

  /** Of single rows, each its own transaction. */
  static double singleRows(HikariDataSource pool, Duration time) throws SQLException, InterruptedException {
    makeTable(pool);
    return rate(RAW_CONNECTIONS, time, (running, count) -> insert(pool, running, count, 1));
  }

  private static double batches(HikariDataSource pool, Duration time) throws SQLException, InterruptedException {
    makeTable(pool);
    return rate(BATCH_CONNECTIONS, time, (running, count) -> insert(pool, running, count, BATCH));
  }

  private static void makeTable(HikariDataSource pool) throws SQLException {
    open(pool);
    try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
      statement.execute(RAW_TABLE);
    }
  }

  /** One after the other: all at once would not get theirs in time on a busy machine. */
  private static void open(HikariDataSource pool) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < RAW_CONNECTIONS; i++)
      all.add(pool.getConnection());
    for (Connection connection : all)
      connection.close();
  }

  private static void insert(HikariDataSource pool, AtomicBoolean running, AtomicLong count, int batch)
      throws SQLException {
    String id = Ids.next();
    byte[] payload = new byte[300];
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(RAW_INSERT)) {
      connection.setAutoCommit(batch == 1);
      for (long n = 1; running.get(); n++) {
        insert.setString(1, id);
        insert.setLong(2, n);
        insert.setBytes(3, payload);
        if (batch == 1) insert.executeUpdate();
        else
          insert.addBatch();
        if (n % batch != 0) continue;
        if (batch > 1) {
          insert.executeBatch();
          connection.commit();
        }
        count.addAndGet(batch);
      }
      if (batch > 1) connection.rollback();
    }
  }

  /** Writes as long as it is to, and counts. */
  private interface Writer {
    void write(AtomicBoolean running, AtomicLong count) throws Exception;
  }

  private static double rate(int threads, Duration time, Writer writer) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    List<Thread> all = new ArrayList<>();
    AtomicReference<Optional<Exception>> failed = new AtomicReference<>(Optional.empty());
    for (int i = 0; i < threads; i++)
      all.add(Thread.ofVirtual().start(() -> write(writer, running, count, failed)));
    // Both pauses are the time that is measured, not a wait for something.
    Thread.sleep(time.dividedBy(WARM_UP_SHARE));
    long from = count.get();
    long started = System.nanoTime();
    Thread.sleep(time);
    double rate = (count.get() - from) / ((System.nanoTime() - started) / 1e9);
    running.set(false);
    for (Thread thread : all)
      thread.join();
    if (failed.get().isEmpty()) return rate;
    throw new IllegalStateException("a writer failed; the figures are void", failed.get().get());
  }

  private static void write(Writer writer, AtomicBoolean running, AtomicLong count,
      AtomicReference<Optional<Exception>> failed) {
    try {
      writer.write(running, count);
    } catch (Exception failure) {
      failed.set(Optional.of(failure));
    }
  }
}
