package dev.corkboard.service;

import dev.corkboard.service.ManagementServer.ContactPoint;
import dev.corkboard.service.Settings.ClusterSettings;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.server.directives.RouteAdapter;
import org.apache.pekko.http.scaladsl.model.Uri;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.scaladsl.ManagementRouteProviderSettings;

/** How a node comes into its cluster: alone, by the seeds that Pekko is told of, or by finding the others. */
final class ClusterFormation {

  private ClusterFormation() {}

  /** A node without seeds and without discovery is a cluster of one from the start. */
  static void joinIfAlone(ActorSystem<?> system, ClusterSettings settings) {
    if (!settings.seeds().isEmpty() || !settings.discovery().isEmpty()) return;
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  /** What the management port answers to nodes that look for each other; empty where they do not. */
  static Optional<ContactPoint> contactPoint(ActorSystem<?> system, Settings settings) {
    if (settings.cluster().discovery().isEmpty()) return Optional.empty();
    Uri self = Uri.apply("http://" + settings.cluster().host() + ":" + settings.management().port());
    Route routes = RouteAdapter
        .asJava(ClusterBootstrap.get(system).routes(ManagementRouteProviderSettings.apply(self, true)));
    return Optional.of(routes.function(system)::apply);
  }

  /** Looks for the others from now on; the management port must be open. */
  static void discover(ActorSystem<?> system, ClusterSettings settings) {
    if (!settings.discovery().isEmpty()) ClusterBootstrap.get(system).start();
  }
}
