package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What lists, filters and writes cost as a board grows: boards of several sizes, all of which stand beside each other and
 * take turns, so that a machine that others slow down slows all of them; each is warm before it counts. No two lists are
 * the same, so that no cache answers them. A constant answer tells what a board's size does to that.
 */
final class GrowthPart implements Part {
  private static final int CONNECTIONS = 16;
  /** Tasks in each. */
  private static final int SPRINT = 100;
  /** Rounds before those that count: Java compiles for a minute, and PostgreSQL's pages are read for the first time. */
  private static final int WARM_UP = 2;
  /**
   * Each of PostgreSQL's processes has to meet each page of a large board once: a page of tasks cost it 846, 328, 250, 245
   * and 248 µs in five stretches of six seconds.
   */
  private static final Duration WARM_UP_TIME = Duration.ofSeconds(8);
  private static final int DAYS = 10_000;
  private static final LocalDate LAST_DUE = LocalDate.of(2026, 11, 1);

  private static final String CONSTANT = "constant";
  private static final List<String> KINDS = List.of("all tasks", "tasks, newest first", "tasks of a sprint",
      "tasks of a person", "tasks with a label", "tasks by status, by name", "create", "patch");

  private static final Set<String> WRITES = Set.of("create", "patch");

  private final AtomicLong number = new AtomicLong();

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Map<Integer, Rounds> rounds = new LinkedHashMap<>();
    Map<Integer, Product> products = new LinkedHashMap<>();
    try {
      for (int tasks : scale.tasks()) {
        rounds.put(tasks, new Rounds());
        products.put(tasks, filled(tasks));
      }
      for (int round = 0; round < WARM_UP + scale.rounds(); round++) {
        for (int tasks : scale.tasks()) {
          if (round < WARM_UP) round(products.get(tasks), new Rounds(), WARM_UP_TIME, scale, tasks);
          else
            round(products.get(tasks), rounds.get(tasks), scale.time(), scale, tasks);
        }
      }
    } finally {
      for (Product product : products.values())
        product.close();
    }
    return rows(scale, rounds);
  }

  /** A board has more sprints as it grows, and no larger ones. */
  private static Product filled(int tasks) throws Exception {
    Product product = Product.start();
    try (HikariDataSource database = product.patientDatabase()) {
      MadeUpJournal.fill(database, "task", tasks, 1, tasks / SPRINT);
    }
    product.rebuildTasks();
    settle(product);
    return product;
  }

  /** So that no vacuum of what was just loaded falls into what is measured. */
  private static void settle(Product product) throws SQLException {
    try (HikariDataSource database = product.patientDatabase();
        Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum analyze");
    }
  }

  /**
   * @param lists how long each of them is asked for; writes never longer than the scale says, as they make a small board
   *     larger
   */
  private void round(Product product, Rounds rounds, Duration lists, Scale scale, int tasks) throws Exception {
    for (Map.Entry<String, Supplier<Optional<byte[]>>> kind : kinds(product, tasks / SPRINT).entrySet()) {
      Duration time = WRITES.contains(kind.getKey()) ? scale.time() : lists;
      new Measuring(product, rounds, time).measure(kind.getKey(), CONNECTIONS, kind.getValue());
    }
    product.awaitViews();
  }

  private Map<String, Supplier<Optional<byte[]>>> kinds(Product product, int sprints)
      throws IOException, InterruptedException {
    BoardClient board = product.signedIn();
    Wire wire = new Wire(board.accessToken());
    List<String> own = new ArrayList<>();
    Map<String, Supplier<Optional<byte[]>>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      own.add(board.send("POST", "/api/tasks", Map.of("name", "Ungrown", "due", "2026-12-01"), Map.of()).body()
          .get("id").textValue());
    }
    kinds.put(CONSTANT, Wire.always(wire.get("/healthcheck")));
    kinds.put("all tasks", list(wire, () -> ""));
    kinds.put("tasks, newest first", list(wire, () -> "&ordering=-created_at"));
    kinds.put("tasks of a sprint", list(wire, () -> "&sprint=" + MadeUpJournal.sprint(any(sprints))));
    kinds.put("tasks of a person", list(wire, () -> "&assigned=user" + any(50)));
    kinds.put("tasks with a label", list(wire, () -> "&label=l" + any(20)));
    kinds.put("tasks by status, by name", list(wire, () -> "&status=todo&ordering=name"));
    kinds.put("create", Wire.each(() -> wire.send("POST", "/api/tasks",
        "{\"name\":\"Ungrown " + number.incrementAndGet() + "\",\"due\":\"2026-12-01\",\"labels\":[\"load\"]}")));
    kinds.put("patch", Wire.each(() -> wire.send("PATCH", "/api/tasks/" + own.get(any(own.size())),
        "{\"name\":\"Ungrown " + number.incrementAndGet() + "\"}")));
    return kinds;
  }

  /** The date lets all through that is due at all. */
  private static Supplier<Optional<byte[]>> list(Wire wire, Supplier<String> filter) {
    return Wire.each(() -> wire.get("/api/tasks?due_min=" + LAST_DUE.minusDays(any(DAYS)) + filter.get()));
  }

  private static int any(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  private static List<Row> rows(Scale scale, Map<Integer, Rounds> rounds) {
    List<Row> rows = new ArrayList<>(rows(scale, rounds, CONSTANT, Measuring.cpu(CONSTANT, CONNECTIONS)));
    for (String kind : KINDS) {
      rows(scale, rounds, kind, Measuring.cpu(kind, CONNECTIONS)).forEach(row -> rows.add(row.ratioAtMost(1.3)));
      rows.addAll(rows(scale, rounds, kind + ", PostgreSQL alone", Measuring.databaseCpu(kind, CONNECTIONS)));
    }
    return rows;
  }

  private static List<Row> rows(Scale scale, Map<Integer, Rounds> rounds, String name, String figure) {
    int smallest = scale.tasks().getFirst();
    double limit = rounds.get(smallest).median(figure);
    return scale.tasks().stream().skip(1).map(tasks -> {
      double value = rounds.get(tasks).median(figure);
      return Row.of(name + " at " + tasks, value, "µs CPU").beside("at " + smallest, limit, value / limit);
    }).toList();
  }
}
