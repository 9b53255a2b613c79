package dev.corkboard.service;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.ApiRoutes.Writes;
import dev.corkboard.service.id.Ids;
import java.time.Duration;
import java.util.List;

/** Tells the operator that the board can be used, once it shows all that it has. */
final class Ready {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Ready() {}

  static void tell(Node node) {
    awaitEntities(node);
    List<String> behind = node.awaitViews();
    if (!behind.isEmpty()) {
      System.err.println("corkboard: These views are still behind the journal and catch up while the board is used: "
          + String.join(", ", behind) + ".");
    }
    System.out.println("Corkboard is ready at http://localhost:" + node.port());
  }

  /**
   * Asks one entity of each kind, of which there is none: the first has to wait until the shards have a home and the
   * journal answers, and that is not to be the first user's time. A node that has not found its cluster yet goes on.
   */
  static void awaitEntities(Node node) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    WriteSide writes = node.writes();
    for (Writes<?, ?> kind : List.of(writes.posts(), writes.tweets(), writes.sprints(), writes.tasks())) {
      while (!answers(kind) && System.nanoTime() < deadline)
        Thread.onSpinWait();
    }
  }

  /** An entity that does not answer has kept us waiting for some seconds already. */
  private static boolean answers(Writes<?, ?> kind) {
    try {
      return kind.gateway().read(Ids.next()).revision() == 0;
    } catch (Outage notYet) {
      return false;
    }
  }
}
