package dev.corkboard.service;

import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.readmodel.rebuild.Build;
import dev.corkboard.service.reminder.OutboxDepth;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is measured in the database: looked up at most once in some seconds, and unknown while it does not answer. */
final class DatabaseFigures {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFigures.class);
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Figures(Map<String, ViewStatus> views, Map<String, Build> builds, Map<String, Integer> versions,
      OutboxDepth outbox, ViewChecks checks) {}

  private final Projections projections;
  private final Rebuilds rebuilds;
  private final DataSource main;
  private final Executor blocking;
  private final ReentrantLock lock = new ReentrantLock();
  private CompletableFuture<Figures> latest = CompletableFuture.failedFuture(new TimeoutException());
  private long lookedAt = System.nanoTime() - KEPT.toNanos();

  DatabaseFigures(Projections projections, Rebuilds rebuilds, DataSource main, Executor blocking) {
    this.projections = projections;
    this.rebuilds = rebuilds;
    this.main = main;
    this.blocking = blocking;
  }

  double ofView(String name, Function<ViewStatus, Number> figure) {
    return figure(figures -> figure.apply(figures.views().get(name)));
  }

  /** 0 while the view is not being built. */
  double ofBuild(String view, ToDoubleFunction<Build> figure) {
    return figure(figures -> Optional.ofNullable(figures.builds().get(view)).filter(Build::isAlive)
        .map(figure::applyAsDouble).orElse(0.0));
  }

  double version(String view) {
    return figure(figures -> figures.versions().get(view));
  }

  double ofCheck(String view, Function<ViewChecks.Check, Number> figure) {
    return figure(figures -> figure.apply(figures.checks().of(view)));
  }

  double ofOutbox(Function<OutboxDepth, Number> figure) {
    return figure(figures -> figure.apply(figures.outbox()));
  }

  private double figure(Function<Figures, Number> figure) {
    return figures().map(figure).map(Number::doubleValue).orElse(Double.NaN);
  }

  /** All figures of a scrape share one look, and one wait for it. */
  private Optional<Figures> figures() {
    lock.lock();
    try {
      if (System.nanoTime() - lookedAt >= KEPT.toNanos()) {
        lookedAt = System.nanoTime();
        latest = CompletableFuture.supplyAsync(this::look, blocking);
      }
      long left = Math.max(0, PATIENCE.toNanos() - (System.nanoTime() - lookedAt));
      return Optional.of(latest.get(left, TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException away) {
      LOG.debug("no figures from the database: {}", away.toString());
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private Figures look() {
    Map<String, Build> builds = new HashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    for (String view : projections.names()) {
      rebuilds.newest(view).ifPresent(build -> builds.put(view, build));
      versions.put(view, rebuilds.version(view));
    }
    return new Figures(projections.status().stream().collect(Collectors.toMap(ViewStatus::name, status -> status)),
        builds, versions, OutboxDepth.of(main), ViewChecks.of(main));
  }
}
