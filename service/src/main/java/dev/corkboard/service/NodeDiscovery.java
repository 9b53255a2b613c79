package dev.corkboard.service;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * Finds the management ports of all nodes by the names in CLUSTER_DISCOVERY: each address that a name has is a node. It
 * asks as every other program on the machine does, /etc/hosts included, which Pekko's own does not.
 */
public final class NodeDiscovery extends ServiceDiscovery {
  static final String CONTACT_POINTS = "corkboard.discovery.contact-points";
  private static final Logger LOG = LoggerFactory.getLogger(NodeDiscovery.class);

  private final List<String> names;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Called by Pekko, which knows this class from {@link PekkoConfig}. */
  public NodeDiscovery(ExtendedActorSystem system) {
    names = system.settings().config().getStringList(CONTACT_POINTS);
  }

  @Override
  public Future<Resolved> lookup(Lookup lookup, FiniteDuration atMost) {
    return FutureConverters.asScala(CompletableFuture.supplyAsync(() -> resolved(lookup.serviceName()), threads)
        .orTimeout(atMost.toMillis(), MILLISECONDS));
  }

  private Resolved resolved(String service) {
    List<ResolvedTarget> targets = new ArrayList<>();
    names.forEach(name -> targets.addAll(targets(name)));
    return new Resolved(service, CollectionConverters.asScala(targets).toSeq());
  }

  private static List<ResolvedTarget> targets(String name) {
    int colon = name.lastIndexOf(':');
    String host = name.substring(0, colon);
    int port = Integer.parseInt(name.substring(colon + 1));
    try {
      return List.of(InetAddress.getAllByName(host)).stream().map(address -> target(address, port)).toList();
    } catch (UnknownHostException notYet) {
      LOG.info("CLUSTER_DISCOVERY: {} has no address (yet)", host);
      return List.of();
    }
  }

  private static ResolvedTarget target(InetAddress address, int port) {
    return new ResolvedTarget(address.getHostAddress(), OptionConverters.toScala(Optional.of((Object) port)),
        OptionConverters.toScala(Optional.of(address)));
  }
}
