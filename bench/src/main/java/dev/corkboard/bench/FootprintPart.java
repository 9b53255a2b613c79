package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.service.Settings;
import dev.corkboard.service.WriteSideOnly;
import dev.corkboard.service.embedded.LocalStack;
import dev.corkboard.service.serialization.EventSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What it takes to be there: recovery of entities, start-up, and memory when idle and after load. */
final class FootprintPart implements Part {
  /** By the number of their events: how many entities are recovered. */
  private static final Map<Integer, Integer> ENTITIES = Map.of(100, 200, 10_000, 10);
  private static final int CONNECTIONS = 64;
  private static final long IDLE_NANOS = 10_000_000_000L;

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int events : List.of(100, 10_000))
      rows.add(recovery(events));
    rows.addAll(product(scale));
    return rows;
  }

  private static Row recovery(int events) throws Exception {
    Path home = Files.createTempDirectory("corkboard-bench");
    try (LocalStack backends = LocalStack.start(home)) {
      Settings settings = Settings.from(Map.of("DB_URL", backends.jdbcUrl(), "DB_USER", backends.dbUser(),
          "DB_PASSWORD", backends.dbPassword()));
      try (WriteSideOnly writes = WriteSideOnly.start(settings);
          HikariDataSource database = new Database(backends.jdbcUrl(), backends.dbUser(), backends.dbPassword())
              .rebuildPool("bench")) {
        MadeUpJournal.fill(database, "task", ENTITIES.get(events), events);
        JournalReader journal = new JournalReader(database, EventSerializer.decoder());
        Figures recovered = new Figures(ENTITIES.get(events));
        Figures read = new Figures(ENTITIES.get(events));
        for (String id : MadeUpJournal.ids(database)) {
          read.add(nanos(() -> journal.eachOf("task", id, events, event -> {
          })));
          recovered.add(nanos(() -> live(writes.tasks().read(id))));
        }
        double limit = read.percentile(0.5);
        return Row.of("recovery of " + events + " events, p50", recovered.percentile(0.5), "ms")
            .beside("read + decode alone", limit, recovered.percentile(0.5) / limit);
      }
    } finally {
      Folders.delete(home);
    }
  }

  private static void live(TaskState state) {
    if (!(state instanceof TaskState.Live)) throw new IllegalStateException("not recovered: " + state);
  }

  private static long nanos(Runnable action) {
    long started = System.nanoTime();
    action.run();
    return System.nanoTime() - started;
  }

  private static List<Row> product(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    Product first = Product.start();
    rounds.add("first start", first.startSeconds());
    first.stop();
    for (int round = 1; round < scale.rounds(); round++) {
      try (Product again = Product.start()) {
        rounds.add("first start", again.startSeconds());
      }
    }
    for (int round = 0; round < scale.rounds(); round++)
      start(Product.start(first.home()), rounds, scale);
    Folders.delete(first.home());
    return List.of(rounds.row("first start", "s"), rounds.row("start", "s"), rounds.row("resident, idle", "MB"),
        rounds.row("resident, after load", "MB"), rounds.row("idle CPU of server and PostgreSQL", "% core"));
  }

  private static void start(Product product, Rounds rounds, Scale scale) throws Exception {
    rounds.add("start", product.startSeconds());
    double cpu = product.cpuSeconds();
    LockSupport.parkNanos(IDLE_NANOS);
    rounds.add("idle CPU of server and PostgreSQL", (product.cpuSeconds() - cpu) * 100 / (IDLE_NANOS / 1e9));
    rounds.add("resident, idle", product.residentMegabytes());
    Wire wire = new Wire(product.signedIn().accessToken());
    Measuring load = new Measuring(product, new Rounds(), scale.time());
    load.measure("list", CONNECTIONS, Wire.always(wire.get("/api/tasks")));
    load.measure("create", CONNECTIONS, Wire.always(wire.send("POST", "/api/tasks", "{\"name\":\"Load\"}")));
    rounds.add("resident, after load", product.residentMegabytes());
    product.stop();
  }
}
