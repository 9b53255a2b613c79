package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Reads of tasks that no cache has, each once and in no order, beside a constant answer of the same server. */
final class ColdPart implements Part {
  private static final int CONNECTIONS = 64;
  private static final String COLD = "get one, cold";
  private static final String CONSTANT = "constant answer";
  /** Java compiles for a minute what it runs: so many times as many others are asked for before any counts, once each too. */
  private static final int WARM_UP_TIMES = 5;
  private static final Duration WARM_UP_TIME = Duration.ofSeconds(30);

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    try (Product product = Product.start(); HikariDataSource database = product.patientDatabase()) {
      MadeUpJournal.fill(database, "task", (1 + WARM_UP_TIMES) * scale.coldTasks(), 1);
      product.rebuildTasks();
      List<String> ids = MadeUpJournal.ids(database);
      Collections.shuffle(ids);
      Wire wire = new Wire(product.signedIn().accessToken());
      once(new Measuring(product, new Rounds(), WARM_UP_TIME), wire, ids.subList(scale.coldTasks(), ids.size()));
      Measuring measuring = new Measuring(product, rounds, scale.time());
      int each = scale.coldTasks() / scale.rounds();
      for (int round = 0; round < scale.rounds(); round++)
        once(measuring, wire, ids.subList(round * each, (round + 1) * each));
    }
    return List.of(rounds.row(Measuring.rate(COLD, CONNECTIONS), "/s", Measuring.rate(CONSTANT, CONNECTIONS))
        .ratioAtLeast(0.4), rounds.row(Measuring.median(COLD, CONNECTIONS), "ms"),
        rounds.row(Measuring.slowest(COLD, CONNECTIONS), "ms"), rounds.row(Measuring.cpu(COLD, CONNECTIONS), "µs"));
  }

  private static void once(Measuring measuring, Wire wire, List<String> ids) throws Exception {
    measuring.measure(CONSTANT, CONNECTIONS, Wire.always(wire.get("/healthcheck")));
    measuring.measureAll(COLD, CONNECTIONS, ids.stream().map(id -> wire.get("/api/tasks/" + id)).iterator());
  }
}
