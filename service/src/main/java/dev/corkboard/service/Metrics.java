package dev.corkboard.service;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.service.changes.ChangeFeed;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What is measured besides the requests: the views' lag, the pools, the JVM. Names are in docs/operations.md. */
final class Metrics {
  /** A scrape asks for several figures of each view; they come from one look. */
  private static final Duration STATUS_KEPT = Duration.ofSeconds(2);

  private Metrics() {}

  static void bind(MeterRegistry metrics, Pools pools, Projections projections) {
    Stream.of(new JvmMemoryMetrics(), new JvmGcMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(),
        new UptimeMetrics()).forEach(binder -> binder.bindTo(metrics));
    List.of(pools.main(), pools.reader(), pools.past(), pools.projections(), pools.queries())
        .forEach(pool -> pool(metrics, pool));
    LoadingCache<String, Optional<ViewStatus>> statuses = Caffeine.newBuilder().expireAfterWrite(STATUS_KEPT)
        .build(projections::status);
    for (String view : List.of("posts", "tweets", "sprints", "tasks", "reminders")) {
      gauge(metrics, "corkboard.projection.lag.events", view, statuses, status -> status.head().lagEvents());
      gauge(metrics, "corkboard.projection.lag.seconds", view, statuses,
          status -> status.head().lag().toMillis() / 1000.0);
      gauge(metrics, "corkboard.projection.parked.events", view, statuses, ViewStatus::parkedEvents);
    }
  }

  static void bind(MeterRegistry metrics, ChangeFeed changes) {
    Gauge.builder("corkboard.changes.streams", changes, ChangeFeed::streams).register(metrics);
    FunctionCounter.builder("corkboard.changes.events", changes, ChangeFeed::sent).register(metrics);
  }

  private static void gauge(MeterRegistry metrics, String name, String view,
      LoadingCache<String, Optional<ViewStatus>> statuses, ToDoubleFunction<ViewStatus> figure) {
    Gauge.builder(name, () -> statuses.get(view).map(figure::applyAsDouble).orElse(Double.NaN)).tag("view", view)
        .register(metrics);
  }

  private static void pool(MeterRegistry metrics, HikariDataSource pool) {
    pool(metrics, "active", pool, HikariPoolMXBean::getActiveConnections);
    pool(metrics, "idle", pool, HikariPoolMXBean::getIdleConnections);
    pool(metrics, "waiting", pool, HikariPoolMXBean::getThreadsAwaitingConnection);
  }

  private static void pool(MeterRegistry metrics, String state, HikariDataSource pool,
      ToDoubleFunction<HikariPoolMXBean> figure) {
    Gauge.builder("corkboard.pool.connections", pool,
        it -> it.getHikariPoolMXBean() == null ? 0 : figure.applyAsDouble(it.getHikariPoolMXBean()))
        .tag("pool", pool.getPoolName()).tag("state", state).register(metrics);
  }
}
