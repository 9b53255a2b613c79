package dev.corkboard.service;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.readmodel.Database;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Pekko has to know of our settings, on top of application.conf. */
final class PekkoConfig {
  static final String SYSTEM = "corkboard";
  private static final String DB = "pekko-persistence-jdbc.shared-databases.slick.db.";

  private static final String BOOTSTRAP = "pekko.management.cluster.bootstrap.";

  private PekkoConfig() {}

  static Config of(Settings settings, String version) {
    Map<String, Object> values = new HashMap<>();
    Database database = settings.database();
    values.put(DB + "url", database.url());
    values.put(DB + "user", database.user());
    values.put(DB + "password", database.password());
    values.put(DB + "driver", database.driver());
    database.connectionProperties("journal").forEach((name, value) -> values.put(DB + "properties." + name, value));
    Settings.ClusterSettings cluster = settings.cluster();
    values.put("pekko.remote.artery.canonical.hostname", cluster.host());
    values.put("pekko.remote.artery.canonical.port", cluster.port());
    values.put("pekko.cluster.app-version", version);
    List<String> seeds = cluster.seeds().stream().map(seed -> "pekko://" + SYSTEM + "@" + seed).toList();
    if (!seeds.isEmpty()) values.put("pekko.cluster.seed-nodes", seeds);
    if (!cluster.discovery().isEmpty()) discovery(values, cluster.discovery(), settings.management().port());
    return ConfigFactory.parseMap(values).withFallback(ConfigFactory.load());
  }

  /** A node forms a cluster only if it sees most of those that are named one by one, or else one other. */
  private static void discovery(Map<String, Object> values, List<String> contactPoints, int managementPort) {
    values.put(NodeDiscovery.CONTACT_POINTS, contactPoints);
    values.put("pekko.discovery.method", "corkboard");
    values.put("pekko.discovery.corkboard.class", NodeDiscovery.class.getName());
    values.put(BOOTSTRAP + "contact-point-discovery.service-name", SYSTEM);
    values.put(BOOTSTRAP + "contact-point-discovery.required-contact-point-nr",
        Math.max(2, contactPoints.size() / 2 + 1));
    values.put(BOOTSTRAP + "contact-point.fallback-port", managementPort);
  }
}
