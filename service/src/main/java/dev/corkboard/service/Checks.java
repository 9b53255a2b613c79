package dev.corkboard.service;

import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.service.http.HealthRoutes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** How the parts are asked whether they work. */
final class Checks {
  private static final Duration MOST_LAG = Duration.ofSeconds(10);

  private Checks() {}

  static HealthRoutes.Checks of(Pools pools, StoreGuard guard, Redis redis, Reminders reminders,
      Projections projections) {
    return new HealthRoutes.Checks(() -> database(pools, guard),
        () -> require(redis.ping().isPresent(), "no answer to a ping"),
        () -> require(reminders.isConnected(), "no connection to the broker"),
        () -> projections.status().forEach(Checks::view));
  }

  private static void database(Pools pools, StoreGuard guard) throws SQLException {
    try (Connection main = pools.main().getConnection(); Connection views = pools.queries().getConnection()) {
      guard.checkMain(main);
      guard.checkViews(views);
    }
  }

  private static void view(ViewStatus view) {
    require(view.state() == ViewStatus.State.RUNNING, view.name() + " has failed");
    require(view.position().compareTo(view.head().newest()) <= 0, view.name() + " is ahead of the journal");
    require(view.head().lag().compareTo(MOST_LAG) < 0, view.name() + " is " + view.head().lag() + " behind");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new IllegalStateException(otherwise);
  }
}
