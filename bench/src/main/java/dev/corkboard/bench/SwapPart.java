package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.table.Rows;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A view is built again and swapped while people work: 200 changes a second, and 500 reads a second, each with the token
 * of the newest change of what it reads.
 */
final class SwapPart implements Part {
  private static final int WRITERS = 16;
  private static final int READERS = 40;
  private static final int WRITES_A_SECOND = 200;
  private static final int READS_A_SECOND = 500;
  private static final int EVENTS_EACH = 10;
  private static final long LONG_GAP_NANOS = 1_000_000;
  private static final Duration AT_THE_SWAP = Duration.ofSeconds(1);
  private static final long WARM_UP_NANOS = 20_000_000_000L;
  private static final long AFTERWARDS_NANOS = 2_000_000_000L;

  /** A time without any answer, and when it ended. */
  private record Gap(Instant until, long nanos) {}

  /** A task that one writer changes, at the newest change that was acknowledged. */
  private record Change(String token, long revision) {}

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    try (Product product = Product.start(); HikariDataSource database = product.patientDatabase()) {
      MadeUpJournal.fill(database, "task", scale.events() / 10, EVENTS_EACH);
      product.rebuildTasks();
      return new Run(product, database).measure();
    }
  }

  private static final class Run {
    private final Product product;
    private final HikariDataSource database;
    private final String token;
    private final List<String> tasks = new ArrayList<>();
    private final List<AtomicReference<Change>> newest = new ArrayList<>();
    private Instant swapped = Instant.MIN;
    private final AtomicBoolean measured = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger stale = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicLong lastAnswer = new AtomicLong();
    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final Figures readTimes = new Figures(200_000);
    private final Figures writeTimes = new Figures(100_000);

    Run(Product product, HikariDataSource database) throws IOException, InterruptedException {
      this.product = product;
      this.database = database;
      this.token = product.signedIn().accessToken();
    }

    List<Row> measure() throws Exception {
      Wire wire = new Wire(token);
      try (LoadConnection one = LoadConnection.blocking(product.address())) {
        for (int i = 0; i < WRITERS; i++) {
          one.exchange(wire.send("POST", "/api/tasks", "{\"name\":\"Swapped\"}"));
          tasks.add(one.createdId());
          newest.add(new AtomicReference<>(new Change(one.header("consistency-token"), 1)));
        }
      }
      double seconds;
      List<Future<?>> people = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < WRITERS; i++) {
          int task = i;
          people.add(threads
              .submit(() -> work(wire, WRITERS * 1_000_000_000L / WRITES_A_SECOND, it -> write(it, wire, task))));
        }
        for (int i = 0; i < READERS; i++) {
          people.add(threads.submit(() -> work(wire, READERS * 1_000_000_000L / READS_A_SECOND, it -> read(it, wire))));
        }
        LockSupport.parkNanos(WARM_UP_NANOS);
        lastAnswer.set(System.nanoTime());
        measured.set(true);
        long started = System.nanoTime();
        product.signedIn().send("POST", "/api/admin/projections/tasks/rebuild", null, Map.of());
        product.awaitBuilt();
        LockSupport.parkNanos(AFTERWARDS_NANOS);
        seconds = (System.nanoTime() - started) / 1e9;
        measured.set(false);
        over.set(true);
      }
      for (Future<?> person : people)
        person.get();
      swapped = swapped();
      return List.of(Row.of("seconds of it", seconds, "s"),
          Row.of("changes meanwhile", writes.get() / seconds, "/s").atLeast(WRITES_A_SECOND * 0.98),
          Row.of("reads meanwhile", reads.get() / seconds, "/s").atLeast(READS_A_SECOND * 0.98),
          Row.of("requests that failed", failed.get(), "requests").atMost(0),
          Row.of("reads older than their token", stale.get(), "reads").atMost(0),
          Row.of("longest time without an answer at the swap", longest(this::isAtTheSwap), "ms").atMost(100),
          Row.of("longest time without an answer during the build", longest(gap -> true), "ms"),
          Row.of("read, p50", readTimes.percentile(0.5), "ms"), Row.of("read, p99", readTimes.percentile(0.99), "ms"),
          Row.of("read, slowest", readTimes.percentile(1), "ms"),
          Row.of("change, p50", writeTimes.percentile(0.5), "ms"),
          Row.of("change, p99", writeTimes.percentile(0.99), "ms"),
          Row.of("change, slowest", writeTimes.percentile(1), "ms"));
    }

    private double longest(Predicate<Gap> counts) {
      return gaps.stream().filter(counts).mapToLong(Gap::nanos).max().orElse(0) / 1e6;
    }

    private boolean isAtTheSwap(Gap gap) {
      return Duration.between(swapped, gap.until()).abs().compareTo(AT_THE_SWAP) < 0;
    }

    private Instant swapped() {
      return Sql.with(database, connection -> {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement
                .executeQuery("select swapped_at from projection.view_version where view = 'tasks'")) {
          row.next();
          return Rows.instant(row, "swapped_at");
        }
      });
    }

    private interface Request {
      void on(LoadConnection connection) throws IOException;
    }

    private Object work(Wire wire, long periodNanos, Request request) throws IOException {
      try (LoadConnection connection = LoadConnection.blocking(product.address())) {
        long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(periodNanos);
        while (!over.get()) {
          LockSupport.parkNanos(due - System.nanoTime());
          due += periodNanos;
          request.on(connection);
          if (!measured.get()) continue;
          long now = System.nanoTime();
          long gap = now - lastAnswer.getAndSet(now);
          if (gap > LONG_GAP_NANOS) gaps.add(new Gap(Instant.now(), gap));
        }
        return null;
      }
    }

    private void write(LoadConnection connection, Wire wire, int task) throws IOException {
      String name = "Swapped " + System.nanoTime();
      connection.exchange(wire.send("PATCH", "/api/tasks/" + tasks.get(task), "{\"name\":\"" + name + "\"}"));
      if (connection.status() == 200) {
        newest.get(task).set(new Change(connection.header("consistency-token"), revision(connection)));
      } else {
        failed.incrementAndGet();
      }
      if (!measured.get()) return;
      writes.incrementAndGet();
      writeTimes.add(connection.nanos());
    }

    private void read(LoadConnection connection, Wire wire) throws IOException {
      int task = ThreadLocalRandom.current().nextInt(WRITERS);
      Change known = newest.get(task).get();
      connection.exchange(wire.get("/api/tasks/" + tasks.get(task), known.token()));
      if (connection.status() != 200) failed.incrementAndGet();
      else if (revision(connection) < known.revision()) stale.incrementAndGet();
      if (!measured.get()) return;
      reads.incrementAndGet();
      readTimes.add(connection.nanos());
    }

    private static long revision(LoadConnection connection) {
      return Long.parseLong(connection.header("etag").replaceAll("\\D", ""));
    }
  }
}
