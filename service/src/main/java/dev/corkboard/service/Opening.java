package dev.corkboard.service;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.http.ApiRoutes.WriteSide;
import dev.corkboard.service.http.ApiRoutes.Writes;
import dev.corkboard.service.id.Ids;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until a node can serve: it is a member of its cluster, and an entity of each kind answers. What came earlier
 * would only wait in buffers, and the first has to wait until the shards have a home and the journal answers.
 */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
  private static final Duration TOLD = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 20;

  private final ActorSystem<?> system;

  private Opening(ActorSystem<?> system) {
    this.system = system;
  }

  /** Throws what is to be told if the node ends first, as one does that no seed lets in. */
  static void await(ActorSystem<?> system, WriteSide writes) throws InterruptedException {
    Opening opening = new Opening(system);
    opening.until("this node is a member of its cluster",
        () -> Cluster.get(system).selfMember().status().equals(MemberStatus.up()));
    Map<String, Writes<?, ?>> kinds = new TreeMap<>(Map.of("post", writes.posts(), "tweet", writes.tweets(), "sprint",
        writes.sprints(), "task", writes.tasks()));
    for (Map.Entry<String, Writes<?, ?>> kind : kinds.entrySet())
      opening.until("a " + kind.getKey() + " answers", () -> answers(kind.getValue()));
  }

  private void until(String what, BooleanSupplier condition) throws InterruptedException {
    long told = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (system.getWhenTerminated().toCompletableFuture().isDone()) {
        throw new SettingsException("The node ended before " + what + ". Check CLUSTER_SEEDS or CLUSTER_DISCOVERY, and"
            + " whether the other nodes and the database can be reached.");
      }
      if (System.nanoTime() - told > TOLD.toNanos()) {
        LOG.info("HTTP is not open yet: waiting until {}", what);
        told = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** There is none of this id; one that does not answer has kept us waiting for some seconds already. */
  private static boolean answers(Writes<?, ?> kind) {
    try {
      return kind.gateway().read(Ids.next()).revision() == 0;
    } catch (Outage notYet) {
      return false;
    }
  }
}
