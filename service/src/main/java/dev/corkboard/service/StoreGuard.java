package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.store.LiveServer;
import dev.corkboard.readmodel.store.StoreCheck;
import dev.corkboard.readmodel.store.StoreFence;
import dev.corkboard.readmodel.store.StoreIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a node to the store that it began with. What it knows (entities in memory, positions of views) is of that store:
 * on another one, or on an earlier moment of it, each write could be wrong. So it opens no connection to another one,
 * and ends once it sees that there is one; its next start repairs what needs it.
 */
final class StoreGuard {
  private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Settings settings;
  private final StoreIdentity identity;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();

  private StoreGuard(Settings settings, StoreIdentity identity) {
    this.settings = settings;
    this.identity = identity;
  }

  /** Settles the store, whose schemas are there, and answers who guards it. */
  static StoreGuard of(Settings settings) {
    try (HikariDataSource main = settings.database().migrationPool()) {
      if (settings.views().equals(settings.database())) {
        StoreIdentity identity = settle(main, main);
        StoreFence fence = StoreFence.ofJournal(identity);
        return new StoreGuard(settings.behind(fence, fence), identity);
      }
      try (HikariDataSource views = settings.views().migrationPool()) {
        StoreIdentity identity = settle(main, views);
        return new StoreGuard(settings.behind(StoreFence.ofJournal(identity),
            StoreFence.ofViews(identity, Sql.with(views, LiveServer::of))), identity);
      }
    }
  }

  /** Of the store in these databases, which may be one. */
  static StoreIdentity settle(DataSource main, DataSource views) {
    return new StoreCheck(main, views, views(main, views)).run();
  }

  static List<View> views(DataSource main, DataSource views) {
    List<View> all = new ArrayList<>(Views.in(views));
    all.add(Reminders.view(main));
    return all;
  }

  /** All pools that are made from these pass the fence. */
  Settings settings() {
    return settings;
  }

  StoreIdentity identity() {
    return identity;
  }

  /** Throws if a connection is to another store. */
  void checkMain(Connection connection) throws SQLException {
    settings.database().fence().check(connection);
  }

  /** The same of one to the views. */
  void checkViews(Connection connection) throws SQLException {
    settings.views().fence().check(connection);
  }

  /** Looks each second from now on, and ends the node if there is another store. */
  void start(ActorSystem<?> system, Pools pools, Executor blocking) {
    system.scheduler().scheduleWithFixedDelay(BETWEEN_LOOKS, BETWEEN_LOOKS,
        () -> blocking.execute(() -> look(system, pools)), system.executionContext());
  }

  /** Whether the node ended because of another store. */
  boolean isLost() {
    return lost.get();
  }

  private void look(ActorSystem<?> system, Pools pools) {
    if (lost.get() || !looking.compareAndSet(false, true)) return;
    try (Connection main = pools.main().getConnection(); Connection views = pools.queries().getConnection()) {
      checkMain(main);
      checkViews(views);
    } catch (SQLException | RuntimeException failed) {
      if (StoreFence.isOtherStore(failed) && lost.compareAndSet(false, true)) end(system);
    } finally {
      looking.set(false);
    }
  }

  private static void end(ActorSystem<?> system) {
    LOG.error("The database is not the one that this node began with: it was restored, or failed over to a replica."
        + " The node ends; start it again, and it repairs what needs it");
    system.terminate();
  }
}
