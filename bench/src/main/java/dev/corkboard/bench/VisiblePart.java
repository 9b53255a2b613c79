package dev.corkboard.bench;

import java.util.List;
import java.util.Map;

/** How long after its answer a write is on the list, and with a client that follows changes. */
final class VisiblePart implements Part {
  private static final int WRITES = 100;
  private static final String ON_LIST = "write answered -> on the list, p50";
  private static final String ON_FEED = "write answered -> on the feed, p50";

  @Override
  public List<Row> measure(Scale scale) throws Exception {
    Rounds rounds = new Rounds();
    try (Product product = Product.start()) {
      BoardClient warming = product.signedIn();
      for (int i = 0; i < WRITES; i++) // so that all of it has been compiled, more or less
        warming.send("POST", "/api/tasks", Map.of("name", "Warm"), Map.of());
      for (int round = 0; round < scale.rounds(); round++) {
        Visibility.Seen seen = Visibility.measure(product.signedIn(), WRITES, 1);
        rounds.add(ON_LIST, seen.plain().percentile(0.5));
        rounds.add("write answered -> on the list, p99", seen.plain().percentile(0.99));
        rounds.add("reads with the token that were older", seen.older());
        Figures feed = FeedDelay.measure(product.address(), product.signedIn(), WRITES);
        rounds.add(ON_FEED, feed.percentile(0.5));
        rounds.add("write answered -> on the feed, p99", feed.percentile(0.99));
      }
    }
    return List.of(rounds.row(ON_LIST, "ms").atMost(40), rounds.row("write answered -> on the list, p99", "ms"),
        rounds.row("reads with the token that were older", "reads").atMost(0), rounds.row(ON_FEED, "ms").atMost(40),
        rounds.row("write answered -> on the feed, p99", "ms"));
  }
}
