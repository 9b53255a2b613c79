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

/**
 * Persists a second through sharded entities, beside the rate of single-row autocommit inserts into the same database
 * in the same run; both durable. Arguments: writers, seconds for each part, rounds.
 */
public final class PersistBench {
  private static final String RAW_TABLE = """
      create table if not exists raw_event (id bigserial primary key, persistence_id text not null,
        sequence_number bigint not null, payload bytea not null, unique (persistence_id, sequence_number))""";
  private static final String RAW_INSERT = "insert into raw_event (persistence_id, sequence_number, payload) values (?, ?, ?)";
  private static final int RAW_CONNECTIONS = 32;
  /** A quarter of the measured time goes by before the measurement. */
  private static final int WARM_UP_SHARE = 4;
  private static final Origin ANNA = new Origin(new Username("anna"), false, Instant.now(), "bench");
  private static final TaskFacts FACTS = new TaskFacts(LocalDate.now(), Optional.empty(), true);

  private final int writers;
  private final Duration time;

  private PersistBench(int writers, Duration time) {
    this.writers = writers;
    this.time = time;
  }

  public static void main(String[] arguments) throws Exception {
    PersistBench bench = new PersistBench(Integer.parseInt(arguments[0]),
        Duration.ofSeconds(Long.parseLong(arguments[1])));
    Path home = Files.createTempDirectory("corkboard-bench");
    try (LocalStack backends = LocalStack.start(home)) {
      Settings settings = Settings.from(Map.of("DB_URL", backends.jdbcUrl(), "DB_USER", backends.dbUser(),
          "DB_PASSWORD", backends.dbPassword()));
      try (WriteSideOnly writeSide = WriteSideOnly.start(settings);
          HikariDataSource raw = new Database(backends.jdbcUrl(), backends.dbUser(), backends.dbPassword())
              .pool("raw", RAW_CONNECTIONS)) {
        bench.persists(writeSide.tasks());
        for (int round = 1; round <= Integer.parseInt(arguments[2]); round++) {
          double single = bench.singleRows(raw);
          double persists = bench.persists(writeSide.tasks());
          System.out.printf("round %d: raw single-row inserts %.0f/s, persists %.0f/s, ratio %.2f%n", round, single,
              persists, persists / single);
        }
      }
    }
  }

  private double persists(Gateway<TaskCommand, TaskState> tasks) throws InterruptedException {
    return rate(writers, (running, count) -> {
      TaskId id = new TaskId(Ids.next());
      accepted(tasks.send(id.value(), new TaskCommand.Create(id, NewTask.named("Bench"), 1, ANNA, FACTS)));
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

  private double singleRows(HikariDataSource pool) throws SQLException, InterruptedException {
    try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
      statement.execute(RAW_TABLE);
    }
    byte[] payload = new byte[300];
    return rate(RAW_CONNECTIONS, (running, count) -> {
      String id = Ids.next();
      try (Connection connection = pool.getConnection();
          PreparedStatement insert = connection.prepareStatement(RAW_INSERT)) {
        for (long n = 1; running.get(); n++) {
          insert.setString(1, id);
          insert.setLong(2, n);
          insert.setBytes(3, payload);
          insert.executeUpdate();
          count.incrementAndGet();
        }
      }
    });
  }

  /** Writes as long as it is to, and counts. */
  private interface Writer {
    void write(AtomicBoolean running, AtomicLong count) throws Exception;
  }

  private double rate(int threads, Writer writer) throws InterruptedException {
    AtomicLong count = new AtomicLong();
    AtomicBoolean running = new AtomicBoolean(true);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++)
      all.add(Thread.ofVirtual().start(() -> write(writer, running, count)));
    // Both pauses are the time that is measured, not a wait for something.
    Thread.sleep(time.dividedBy(WARM_UP_SHARE));
    long from = count.get();
    long started = System.nanoTime();
    Thread.sleep(time);
    double rate = (count.get() - from) / ((System.nanoTime() - started) / 1e9);
    running.set(false);
    for (Thread thread : all)
      thread.join();
    return rate;
  }

  private static void write(Writer writer, AtomicBoolean running, AtomicLong count) {
    try {
      writer.write(running, count);
    } catch (Exception failed) {
      throw new IllegalStateException("a writer failed; the figures are void", failed);
    }
  }
}
