package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.EntityReader;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.rebuild.Build;
import dev.corkboard.readmodel.rebuild.BuildRunning;
import dev.corkboard.readmodel.rebuild.BuildTable;
import dev.corkboard.readmodel.rebuild.Rebuild;
import dev.corkboard.readmodel.rebuild.Rebuild.BuildProgress;
import dev.corkboard.readmodel.rebuild.Versions;
import dev.corkboard.readmodel.rebuild.Versions.Served;
import dev.corkboard.service.http.ViewBuilds;
import dev.corkboard.service.serialization.EventSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds views again: on demand, and by themselves when a release brings tables of another shape. It learns of swaps
 * that any node or command made, and drops in time what they left.
 */
final class Rebuilds implements ViewBuilds, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
  private static final Duration BEGIN_WAIT = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Served UNKNOWN = new Served(1, 0);

  private final Settings settings;
  private final JournalReader journal;
  private final List<View> views;
  private final Executor blocking;
  private final Map<String, Integer> versions = new ConcurrentHashMap<>();
  private final Set<HikariDataSource> pools = ConcurrentHashMap.newKeySet();

  /**
   * @param views to be told of swaps
   * @param blocking where builds run
   */
  Rebuilds(Settings settings, JournalReader journal, List<View> views, Executor blocking) {
    this.settings = settings;
    this.journal = journal;
    this.views = List.copyOf(views);
    this.blocking = blocking;
  }

  /** What is done with the builder of one view; it may fail in a way of its own. */
  interface Work<R, E extends Exception> {
    R with(Rebuild rebuild) throws BuildRunning, E;
  }

  /** Connections that may take their time are open for as long as the work. */
  <R, E extends Exception> R build(View view, Work<R, E> work) throws BuildRunning, E {
    try (HikariDataSource read = opened(settings.database()); HikariDataSource write = opened(database(view))) {
      try {
        return work.with(new Rebuild(journal, new EntityReader(read, EventSerializer.decoder()), view, write));
      } finally {
        pools.removeAll(List.of(read, write));
      }
    }
  }

  /** Builds the views whose tables are of another shape than this release has; to be called before they are used. */
  void ensureShapes() {
    for (View view : views) {
      while (hasOtherShape(view)) {
        try {
          LOG.info("View {} gets the shape of this release", view.name());
          build(view, rebuild -> rebuild.run((done, total) -> {
          }));
        } catch (BuildRunning elsewhere) {
          LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
      }
    }
  }

  @Override
  public Start start(String name) {
    Optional<View> view = views.stream().filter(it -> it.name().equals(name)).findFirst();
    if (view.isEmpty()) return Start.UNKNOWN;
    CompletableFuture<Start> begun = new CompletableFuture<>();
    blocking.execute(() -> run(view.get(), begun));
    return begun.orTimeout(BEGIN_WAIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Override
  public int version(String name) {
    return served(view(name)).version();
  }

  @Override
  public Optional<Build> newest(String name) {
    return BuildTable.find(view(name).database(), name);
  }

  /** To be called now and then: tells the views of swaps, wherever they were made. */
  void follow() {
    try {
      Map<DataSource, Map<String, Served>> served = new HashMap<>();
      for (View view : views) {
        int now = served.computeIfAbsent(view.database(), Versions::all).getOrDefault(view.name(), UNKNOWN).version();
        Integer before = versions.put(view.name(), now);
        if (before != null && before != now) view.afterCommit().swapped();
      }
    } catch (RuntimeException failed) {
      if (!Outage.isBehind(failed)) LOG.error("cannot tell which builds of the views serve", failed);
    }
  }

  /** To be called now and then: drops the tables of before, once they have been kept for long enough. */
  void clean() {
    for (View view : views) {
      try {
        if (Versions.isOldDue(view.database(), view.name())) build(view, rebuild -> {
          rebuild.dropOld();
          return true;
        });
      } catch (BuildRunning | RuntimeException failed) {
        LOG.warn("the tables of before of view {} could not be dropped: {}", view.name(), failed.toString());
      }
    }
  }

  /** Builds that run here fail, and the views of before serve on. */
  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }

  private void run(View view, CompletableFuture<Start> begun) {
    BuildProgress progress = (done, total) -> begun.complete(Start.BEGUN);
    try {
      build(view, rebuild -> rebuild.run(progress));
      follow();
    } catch (BuildRunning elsewhere) {
      begun.complete(Start.RUNNING);
    } catch (RuntimeException failed) {
      begun.completeExceptionally(failed); // it is in the log
    }
  }

  private HikariDataSource opened(Database database) {
    HikariDataSource pool = database.rebuildPool("rebuild");
    pools.add(pool);
    return pool;
  }

  private Database database(View view) {
    return view.name().equals(Reminders.VIEW) ? settings.database() : settings.views();
  }

  private boolean hasOtherShape(View view) {
    return served(view).shape() != view.tables().shape().number();
  }

  private static Served served(View view) {
    return Versions.all(view.database()).getOrDefault(view.name(), UNKNOWN);
  }

  private View view(String name) {
    return views.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }
}
