package dev.corkboard.bench;

import static dev.corkboard.bench.Measuring.cpu;
import static dev.corkboard.bench.Measuring.databaseCpu;
import static dev.corkboard.bench.Measuring.median;
import static dev.corkboard.bench.Measuring.rate;
import static dev.corkboard.bench.Measuring.slowest;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What requests cost over HTTP, beside a constant answer of the same server: hot reads, filtered lists, creations,
 * changes, and nine reads to one write. Creations stand beside raw inserts into the same database too.
 */
final class HttpPart implements Part {
  private static final int TASKS = 500;
  private static final int MOST = 256;
  private static final int HOT = 64;
  private static final String CONSTANT = "constant";
  private static final String RAW = "single-row inserts";
  private static final List<String> KINDS = List.of("one", "list", "filtered", "mix", "create", "patch");

  private final AtomicLong number = new AtomicLong();

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    try (Product product = Product.start(); HikariDataSource raw = product.database(PersistBench.RAW_CONNECTIONS)) {
      List<String> ids = tasks(product.signedIn());
      round(new Measuring(product, new Rounds(), scale.time().multipliedBy(Rounds.WARM_UP)), scale,
          Collections.max(scale.connections()), ids);
      for (int round = 0; round < scale.rounds(); round++) {
        for (int connections : scale.connections())
          round(new Measuring(product, rounds, scale.time()), scale, connections, ids);
        rounds.add(RAW, PersistBench.singleRows(raw, scale.time()));
      }
    }
    return rows(scale, rounds);
  }

  private static List<String> tasks(BoardClient board) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      JsonNode task = board.send("POST", "/api/tasks",
          Map.of("name", "Task number " + i, "description", "What is to be done, and why", "labels",
              List.of("l" + i % 20)),
          Map.of()).body();
      ids.add(task.get("id").textValue());
    }
    return ids;
  }

  private static List<String> kinds(Scale scale) {
    return scale.requests().isEmpty() ? KINDS : scale.requests();
  }

  /** Views are up to date before each, so that nothing is paid for by what comes after it. */
  private void round(Measuring measuring, Scale scale, int connections, List<String> ids) throws Exception {
    Product product = measuring.product();
    Wire wire = new Wire(product.signedIn().accessToken());
    Map<String, Supplier<Optional<byte[]>>> requests = requests(wire, ids);
    measuring.measure(CONSTANT, connections, Wire.always(wire.get("/healthcheck")));
    for (String kind : kinds(scale)) {
      measuring.measure(kind, connections, requests.get(kind));
      product.awaitViews();
    }
  }

  private Map<String, Supplier<Optional<byte[]>>> requests(Wire wire, List<String> ids) {
    Map<String, Supplier<Optional<byte[]>>> requests = new LinkedHashMap<>();
    requests.put("one", Wire.always(wire.get("/api/tasks/" + ids.getFirst())));
    requests.put("list", Wire.always(wire.get("/api/tasks")));
    requests.put("filtered", Wire.each(() -> wire.get("/api/tasks?label=l" + any(20))));
    requests.put("mix", mix(wire, ids));
    requests.put("create", Wire.each(() -> create(wire)));
    requests.put("patch", Wire.each(() -> change(wire, ids)));
    return requests;
  }

  private Supplier<Optional<byte[]>> mix(Wire wire, List<String> ids) {
    return Wire.each(() -> switch (any(20)) {
      case 0 -> create(wire);
      case 1 -> change(wire, ids);
      case 2, 3, 4, 5, 6, 7, 8 -> wire.get("/api/tasks?label=l" + any(20));
      default -> wire.get("/api/tasks/" + ids.get(any(ids.size())));
    });
  }

  private byte[] create(Wire wire) {
    return wire.send("POST", "/api/tasks",
        "{\"name\":\"Load " + number.incrementAndGet() + "\",\"labels\":[\"load\"]}");
  }

  private byte[] change(Wire wire, List<String> ids) {
    return wire.send("PATCH", "/api/tasks/" + ids.get(any(ids.size())),
        "{\"name\":\"Changed " + number.incrementAndGet() + "\"}");
  }

  private static int any(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }

  private static List<Row> rows(Scale scale, Rounds rounds) {
    List<Row> rows = new ArrayList<>();
    for (int connections : scale.connections()) {
      rows.addAll(rows(rounds, CONSTANT, connections));
      for (String kind : kinds(scale))
        rows.addAll(rows(rounds, kind, connections));
    }
    if (kinds(scale).contains("create") && scale.connections().contains(MOST)) {
      rows.add(rounds.row(rate("create", MOST), "/s", RAW).ratioAtLeast(0.5));
    }
    rows.add(rounds.row("load's own CPU", "µs"));
    return rows;
  }

  private static List<Row> rows(Rounds rounds, String kind, int connections) {
    boolean hot = connections == HOT && List.of("one", "list").contains(kind);
    Row rate = kind.equals(CONSTANT)
        ? rounds.row(rate(kind, connections), "/s")
        : rounds.row(rate(kind, connections), "/s", rate(CONSTANT, connections));
    Row cpu = rounds.row(cpu(kind, connections), "µs");
    if (hot) cpu = cpu.atMost(80);
    if (connections == MOST && kind.equals("create")) cpu = cpu.atMost(220);
    if (connections == MOST && kind.equals("patch")) cpu = cpu.atMost(280);
    return List.of(hot ? rate.ratioAtLeast(0.8) : rate, rounds.row(median(kind, connections), "ms"),
        rounds.row(slowest(kind, connections), "ms"), cpu, rounds.row(databaseCpu(kind, connections), "µs"));
  }
}
