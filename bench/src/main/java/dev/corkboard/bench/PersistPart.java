package dev.corkboard.bench;

import java.util.List;

/** Persists a second through entities, beside raw inserts of single rows and of batches. */
final class PersistPart implements Part {
  private static final int WRITERS = 256;

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    PersistBench.measure(WRITERS, scale.time(), scale.rounds(), (single, batched, persists) -> {
      rounds.add("single-row inserts", single);
      rounds.add("batched inserts", batched);
      rounds.add("persists, 256 writers", persists);
    });
    return List.of(rounds.row("persists, 256 writers", "/s", "single-row inserts").ratioAtLeast(2),
        rounds.row("persists, 256 writers", "/s", "batched inserts"));
  }
}
