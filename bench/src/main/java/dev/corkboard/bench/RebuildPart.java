package dev.corkboard.bench;

import java.util.ArrayList;
import java.util.List;

/** Events a second at which each view is built again, beside reading, decoding and COPY alone. */
final class RebuildPart implements Part {

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    RebuildBench.measure(scale.events(), scale.rounds(), RebuildBench.NAMES, result -> {
      rounds.add("read, decode, COPY: " + result.view(), result.limit());
      rounds.add("rebuild of " + result.view(), result.rate());
      rounds.add("rebuild of " + result.view() + ", whole", result.seconds());
      rounds.add("heap after it: " + result.view(), result.heapMegabytes());
    });
    List<Row> rows = new ArrayList<>();
    for (String view : RebuildBench.NAMES) {
      String name = "rebuild of " + view;
      Row rate = rounds.row(name, "events/s", "read, decode, COPY: " + view);
      Row whole = rounds.row(name + ", whole", "s");
      boolean asked = view.equals("tasks");
      rows.add(asked ? rate.ratioAtLeast(0.6) : rate);
      if (asked) rows.add(rounds.row(name, "events/s").atLeast(60_000));
      rows.add(asked ? whole.atMost(20) : whole);
      rows.add(rounds.row("heap after it: " + view, "MB"));
    }
    return rows;
  }
}
