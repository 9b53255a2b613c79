package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that know each other only by names in CLUSTER_DISCOVERY; they have no journal, as nobody writes. */
class DiscoveryIT {
  private final List<ActorSystem<Void>> nodes = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (ActorSystem<Void> node : nodes) {
      node.terminate();
      node.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void nodesThatFindEachOtherFormOneCluster() throws Exception {
    int one = FreePort.find();
    int other = FreePort.find();
    String both = "localhost:" + one + ",127.0.0.1:" + other;
    start(one, both);
    start(other, both);
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(nodes).allSatisfy(node -> {
      assertThat(up(node)).isEqualTo(2);
    }));
  }

  @Test
  void nodeThatFindsNobodyFormsNoClusterOfItsOwn() throws Exception {
    int one = FreePort.find();
    start(one, "localhost:" + one + ",127.0.0.1:" + FreePort.find());
    await().during(Duration.ofSeconds(8)).atMost(Duration.ofSeconds(20)).until(() -> up(nodes.getFirst()) == 0);
  }

  private void start(int managementPort, String discovery) throws Exception {
    Settings settings = Settings.from(Map.of("DB_URL", "jdbc:postgresql://localhost/nobody", "MANAGEMENT_PORT",
        Integer.toString(managementPort), "CLUSTER_DISCOVERY", discovery));
    Config config = ConfigFactory.parseString("""
        pekko.coordinated-shutdown.exit-jvm = off
        pekko.persistence.journal.auto-start-journals = []
        pekko.persistence.snapshot-store.auto-start-snapshot-stores = []
        """).withFallback(PekkoConfig.of(settings, "test"));
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), PekkoConfig.SYSTEM, config);
    nodes.add(system);
    new ManagementServer(system, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Runnable::run,
        ClusterFormation.contactPoint(system, settings)).start("127.0.0.1", managementPort);
    ClusterFormation.discover(system, settings.cluster());
  }

  private static int up(ActorSystem<Void> node) {
    int members = 0;
    for (var member : Cluster.get(node).state().getMembers())
      if (member.status().equals(MemberStatus.up())) members++;
    return members;
  }
}
