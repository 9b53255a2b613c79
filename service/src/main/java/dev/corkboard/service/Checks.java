package dev.corkboard.service;

import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.service.http.HealthRoutes;
import java.sql.Connection;
import java.time.Duration;
import javax.sql.DataSource;

/** How the parts are asked whether they work. */
final class Checks {
  private static final Duration MOST_LAG = Duration.ofSeconds(10);

  private Checks() {}

  static HealthRoutes.Checks of(Pools pools, Redis redis, Reminders reminders, Projections projections) {
    return new HealthRoutes.Checks(() -> database(pools),
        () -> require(redis.ping().isPresent(), "no answer to a ping"),
        () -> require(reminders.isConnected(), "no connection to the broker"),
        () -> projections.status().forEach(Checks::view));
  }

  private static void database(Pools pools) throws Exception {
    database(pools.main());
    database(pools.queries());
  }

  private static void database(DataSource pool) throws Exception {
    try (Connection connection = pool.getConnection()) {
      require(connection.isValid(1), "the connection is dead");
    }
  }

  private static void view(ViewStatus view) {
    require(view.state() == ViewStatus.State.RUNNING, view.name() + " has failed");
    require(view.head().lag().compareTo(MOST_LAG) < 0, view.name() + " is " + view.head().lag() + " behind");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new IllegalStateException(otherwise);
  }
}
