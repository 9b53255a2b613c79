package dev.corkboard.bench;

import java.util.ArrayList;
import java.util.List;

/** Events a second at which each view is built again, beside reading, decoding and COPY alone. */
final class RebuildPart implements Part {

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    RebuildBench.measure(scale.events(), scale.rounds(), RebuildBench.KINDS, result -> {
      rounds.add("read, decode, COPY: " + result.kind(), result.limit());
      rounds.add("rebuild of " + result.kind() + "s", result.rate());
      rounds.add("rebuild of " + result.kind() + "s, whole", result.seconds());
      rounds.add("heap after it: " + result.kind() + "s", result.heapMegabytes());
    });
    List<Row> rows = new ArrayList<>();
    for (String kind : RebuildBench.KINDS) {
      String name = "rebuild of " + kind + "s";
      Row rate = rounds.row(name, "events/s", "read, decode, COPY: " + kind);
      Row whole = rounds.row(name + ", whole", "s");
      boolean asked = kind.equals("task");
      rows.add(asked ? rate.ratioAtLeast(0.6) : rate);
      if (asked) rows.add(rounds.row(name, "events/s").atLeast(60_000));
      rows.add(asked ? whole.atMost(20) : whole);
      rows.add(rounds.row("heap after it: " + kind + "s", "MB"));
    }
    return rows;
  }
}
