package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.corkboard.readmodel.cache.HitCounts;
import dev.corkboard.readmodel.cache.NearCache;
import dev.corkboard.readmodel.cache.NearCounts;
import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.readmodel.rebuild.Build;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.changes.ChangeFeed;
import dev.corkboard.service.clock.DatabaseClock;
import dev.corkboard.service.reminder.OutboxDepth;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.jdbc.db.SlickExtension;
import org.apache.pekko.persistence.jdbc.db.SlickExtensionImpl;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;

/** What is measured besides what is counted where it happens. Names are in docs/operations.md. */
final class Metrics {
  private final MeterRegistry metrics;

  Metrics(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void jvm() {
    Stream.of(new JvmMemoryMetrics(), new JvmGcMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(),
        new UptimeMetrics()).forEach(binder -> binder.bindTo(metrics));
  }

  void pools(Pools pools, ActorSystem<?> system) {
    pools.all().forEach(this::pool);
    pool(journal(system));
  }

  /** The pool that the journal's plugin has made for itself. */
  private static HikariDataSource journal(ActorSystem<?> system) {
    SlickExtensionImpl slick = (SlickExtensionImpl) SlickExtension.get(system.classicSystem());
    var database = slick.database(system.settings().config().getConfig("jdbc-journal")).database();
    return ((HikariCPJdbcDataSource) database.source()).ds();
  }

  void views(List<String> names, DatabaseFigures figures) {
    for (String view : names) {
      Tags tags = Tags.of("view", view);
      gauge("corkboard.projection.lag.events", tags, figures,
          it -> it.ofView(view, status -> status.head().lagEvents()));
      gauge("corkboard.projection.lag.seconds", tags, figures,
          it -> it.ofView(view, status -> status.head().lag().toMillis() / 1000.0));
      gauge("corkboard.projection.parked.events", tags, figures, it -> it.ofView(view, ViewStatus::parkedEvents));
      gauge("corkboard.projection.version", tags, figures, it -> it.version(view));
      gauge("corkboard.rebuild.running", tags, figures, it -> it.ofBuild(view, build -> 1));
      gauge("corkboard.rebuild.done.events", tags, figures, it -> it.ofBuild(view, Build::done));
      gauge("corkboard.rebuild.total.events", tags, figures, it -> it.ofBuild(view, Build::total));
      gauge("corkboard.rebuild.left.seconds", tags, figures,
          it -> it.ofBuild(view, build -> build.left().map(left -> left.toMillis() / 1000.0).orElse(0.0)));
      gauge("corkboard.projection.faults", tags, figures, it -> it.ofCheck(view, ViewChecks.Check::faults));
      gauge("corkboard.projection.checked.seconds", tags, figures,
          it -> it.ofCheck(view, ViewChecks.Check::secondsAgo));
    }
  }

  void outbox(DatabaseFigures figures) {
    gauge("corkboard.outbox.waiting.messages", Tags.empty(), figures, it -> it.ofOutbox(OutboxDepth::waiting));
    gauge("corkboard.outbox.oldest.seconds", Tags.empty(), figures, it -> it.ofOutbox(OutboxDepth::oldestSeconds));
    gauge("corkboard.mails.dead", Tags.empty(), figures, it -> it.ofOutbox(OutboxDepth::deadMails));
  }

  void cache(Redis redis, Collection<String> kinds) {
    for (String kind : kinds) {
      cache(kind, "hit", redis.counts(kind), HitCounts::hits);
      cache(kind, "miss", redis.counts(kind), HitCounts::misses);
    }
  }

  void near(NearCache cache, Collection<String> kinds) {
    for (String kind : kinds) {
      NearCounts counts = cache.of(kind).counts();
      near(kind, "hit", counts, NearCounts::hits);
      near(kind, "miss", counts, NearCounts::misses);
      near(kind, "joined", counts, NearCounts::joins);
      FunctionCounter.builder("corkboard.near.evictions", counts, NearCounts::evictions).tag("kind", kind)
          .register(metrics);
    }
    Gauge.builder("corkboard.near.bytes", cache, NearCache::bytes).register(metrics);
  }

  void passwords(Auth auth) {
    Gauge.builder("corkboard.passwords.waiting", auth, Auth::passwordsWaiting).register(metrics);
    FunctionCounter.builder("corkboard.passwords.refused", auth, Auth::passwordsRefused).register(metrics);
  }

  void changes(ChangeFeed changes) {
    Gauge.builder("corkboard.changes.streams", changes, ChangeFeed::streams).register(metrics);
    FunctionCounter.builder("corkboard.changes.events", changes, ChangeFeed::sent).register(metrics);
    Gauge.builder("corkboard.changes.bytes", changes, ChangeFeed::underWay).register(metrics);
    FunctionCounter.builder("corkboard.changes.cut", changes, ChangeFeed::cut).register(metrics);
  }

  void clock(DatabaseClock clock) {
    Gauge.builder("corkboard.clock.ahead.seconds", clock, DatabaseClock::secondsAhead).register(metrics);
  }

  private void near(String kind, String result, NearCounts counts, ToDoubleFunction<NearCounts> count) {
    FunctionCounter.builder("corkboard.near.requests", counts, count).tag("kind", kind).tag("result", result)
        .register(metrics);
  }

  private void cache(String kind, String result, HitCounts counts, ToDoubleFunction<HitCounts> count) {
    FunctionCounter.builder("corkboard.cache.requests", counts, count).tag("kind", kind).tag("result", result)
        .register(metrics);
  }

  /** Nobody else keeps the figures, and a gauge alone would let them go. */
  private void gauge(String name, Tags tags, DatabaseFigures figures, ToDoubleFunction<DatabaseFigures> figure) {
    Gauge.builder(name, figures, figure).tags(tags).strongReference(true).register(metrics);
  }

  private void pool(HikariDataSource pool) {
    pool("active", pool, HikariPoolMXBean::getActiveConnections);
    pool("idle", pool, HikariPoolMXBean::getIdleConnections);
    pool("waiting", pool, HikariPoolMXBean::getThreadsAwaitingConnection);
  }

  private void pool(String state, HikariDataSource pool, ToDoubleFunction<HikariPoolMXBean> figure) {
    Gauge.builder("corkboard.pool.connections", pool,
        it -> it.getHikariPoolMXBean() == null ? 0 : figure.applyAsDouble(it.getHikariPoolMXBean()))
        .tag("pool", pool.getPoolName()).tag("state", state).register(metrics);
  }
}
