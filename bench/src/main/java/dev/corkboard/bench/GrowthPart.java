package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What lists, filters and writes cost as a board grows: boards of several sizes run beside each other and are measured
 * in turns. No two lists are the same, so that no cache answers them.
 */
final class GrowthPart implements Part {
  private static final int CONNECTIONS = 16;
  private static final int DAYS = 10_000;
  private static final LocalDate LAST_DUE = LocalDate.of(2026, 11, 1);

  private final AtomicLong number = new AtomicLong();

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Map<Integer, Product> products = new LinkedHashMap<>();
    Map<Integer, Rounds> rounds = new LinkedHashMap<>();
    try {
      for (int tasks : scale.tasks()) {
        products.put(tasks, filled(tasks));
        rounds.put(tasks, new Rounds());
      }
      for (int round = 0; round < scale.rounds(); round++) {
        for (int tasks : scale.tasks())
          round(products.get(tasks), rounds.get(tasks), scale);
      }
    } finally {
      for (Product product : products.values())
        product.close();
    }
    return rows(scale, rounds);
  }

  private static Product filled(int tasks) throws Exception {
    Product product = Product.start();
    try (HikariDataSource database = product.patientDatabase()) {
      MadeUpJournal.fill(database, "task", tasks, 1);
    }
    product.rebuildTasks();
    return product;
  }

  private void round(Product product, Rounds rounds, Scale scale) throws Exception {
    Measuring measuring = new Measuring(product, rounds, scale.time());
    for (Map.Entry<String, Supplier<Optional<byte[]>>> kind : kinds(product).entrySet())
      measuring.measure(kind.getKey(), CONNECTIONS, kind.getValue());
    product.awaitViews();
  }

  private Map<String, Supplier<Optional<byte[]>>> kinds(Product product) throws IOException, InterruptedException {
    BoardClient board = product.signedIn();
    Wire wire = new Wire(board.accessToken());
    List<String> own = new ArrayList<>();
    Map<String, Supplier<Optional<byte[]>>> kinds = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      own.add(board.send("POST", "/api/tasks", Map.of("name", "Growth"), Map.of()).body().get("id").textValue());
    }
    kinds.put("all tasks", list(wire, () -> ""));
    kinds.put("tasks, newest first", list(wire, () -> "&ordering=-created_at"));
    kinds.put("tasks of a sprint", list(wire, () -> "&sprint=" + MadeUpJournal.sprint(any(MadeUpJournal.SPRINTS))));
    kinds.put("tasks of a person", list(wire, () -> "&assigned=user" + any(50)));
    kinds.put("tasks with a label", list(wire, () -> "&label=l" + any(20)));
    kinds.put("tasks by status, by name", list(wire, () -> "&status=todo&ordering=name"));
    kinds.put("create", Wire.each(() -> wire.send("POST", "/api/tasks",
        "{\"name\":\"Growth " + number.incrementAndGet() + "\",\"labels\":[\"load\"]}")));
    kinds.put("patch", Wire.each(() -> wire.send("PATCH", "/api/tasks/" + own.get(any(own.size())),
        "{\"name\":\"Growth " + number.incrementAndGet() + "\"}")));
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
    List<Row> rows = new ArrayList<>();
    Rounds smallest = rounds.get(scale.tasks().getFirst());
    for (String kind : List.of("all tasks", "tasks, newest first", "tasks of a sprint", "tasks of a person",
        "tasks with a label", "tasks by status, by name", "create", "patch")) {
      String cpu = Measuring.cpu(kind, CONNECTIONS);
      for (int tasks : scale.tasks().subList(1, scale.tasks().size())) {
        double value = rounds.get(tasks).median(cpu);
        rows.add(Row.of(kind + " at " + tasks, value, "µs CPU")
            .beside("at " + scale.tasks().getFirst(), smallest.median(cpu), value / smallest.median(cpu))
            .ratioAtMost(1.3));
      }
    }
    return rows;
  }
}
