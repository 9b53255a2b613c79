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

  private PekkoConfig() {}

  static Config of(Settings settings, String version) {
    Map<String, Object> values = new HashMap<>();
    Database database = settings.database();
    values.put(DB + "url", database.url());
    values.put(DB + "user", database.user());
    values.put(DB + "password", database.password());
    Database.connectionProperties("journal").forEach((name, value) -> values.put(DB + "properties." + name, value));
    Settings.ClusterSettings cluster = settings.cluster();
    values.put("pekko.remote.artery.canonical.hostname", cluster.host());
    values.put("pekko.remote.artery.canonical.port", cluster.port());
    values.put("pekko.cluster.app-version", version);
    List<String> seeds = cluster.seeds().stream().map(seed -> "pekko://" + SYSTEM + "@" + seed).toList();
    if (!seeds.isEmpty()) values.put("pekko.cluster.seed-nodes", seeds);
    return ConfigFactory.parseMap(values).withFallback(ConfigFactory.load());
  }
}
