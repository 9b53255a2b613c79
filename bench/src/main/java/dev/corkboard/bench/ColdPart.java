package dev.corkboard.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads of tasks that no cache has, each once and in no order, beside a constant answer of the same server. The first
 * round does not count: Java compiles in it.
 */
final class ColdPart implements Part {
  private static final int CONNECTIONS = 64;
  private static final String COLD = "get one, cold";
  private static final String CONSTANT = "constant answer";

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    try (Product product = Product.start(); HikariDataSource database = product.patientDatabase()) {
      MadeUpJournal.fill(database, "task", scale.coldTasks(), 1);
      product.rebuildTasks();
      List<String> ids = MadeUpJournal.ids(database);
      Collections.shuffle(ids);
      int each = ids.size() / (scale.rounds() + 1);
      Measuring warming = new Measuring(product, new Rounds(), scale.time());
      Measuring measuring = new Measuring(product, rounds, scale.time());
      for (int round = 0; round <= scale.rounds(); round++) {
        Wire wire = new Wire(product.signedIn().accessToken());
        Measuring turn = round == 0 ? warming : measuring;
        turn.measure(CONSTANT, CONNECTIONS, Wire.always(wire.get("/healthcheck")));
        Iterator<String> once = ids.subList(round * each, (round + 1) * each).iterator();
        turn.measure(COLD, CONNECTIONS,
            () -> once.hasNext() ? Optional.of(wire.get("/api/tasks/" + once.next())) : Optional.empty());
      }
    }
    return List.of(rounds.row(Measuring.rate(COLD, CONNECTIONS), "/s", Measuring.rate(CONSTANT, CONNECTIONS))
        .ratioAtLeast(0.4), rounds.row(Measuring.median(COLD, CONNECTIONS), "ms"),
        rounds.row(Measuring.slowest(COLD, CONNECTIONS), "ms"), rounds.row(Measuring.cpu(COLD, CONNECTIONS), "µs"));
  }
}
