package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.proof.Fault;
import dev.corkboard.readmodel.proof.ViewProof;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the views compared with the journal now and then, by one node of the cluster, at half of one processor at most. */
final class ViewWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ViewWatch.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
  private static final int TOLD = 20;

  private static final String DUE = """
      select count(*) < ? from projection.view_check where checked_at > now() - make_interval(secs => ?)""";

  private static final String CHECKED = """
      insert into projection.view_check (view, checked_at, events, faults) values (?, now(), ?, ?)
      on conflict (view) do update set
        checked_at = excluded.checked_at, events = excluded.events, faults = excluded.faults""";

  private final Settings settings;
  private final DataSource main;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicLong faults = new AtomicLong();
  private long workedSince;

  ViewWatch(Settings settings, DataSource main) {
    this.settings = settings;
    this.main = main;
  }

  static void start(ActorSystem<?> system, Settings settings, DataSource main, Executor blocking) {
    if (settings.viewCheck().isZero()) return;
    ViewWatch watch = new ViewWatch(settings, main);
    system.scheduler().scheduleWithFixedDelay(BETWEEN_LOOKS, BETWEEN_LOOKS, () -> blocking.execute(watch::look),
        system.executionContext());
  }

  /** Compares if it is time, and nobody else does. */
  void look() {
    if (!running.compareAndSet(false, true)) return;
    try {
      if (isDue()) runAlone();
    } catch (RuntimeException failed) {
      LOG.warn("The views could not be compared with the journal: {}", failed.toString());
    } finally {
      running.set(false);
    }
  }

  private boolean isDue() {
    return Sql.with(main, connection -> {
      try (PreparedStatement query = connection.prepareStatement(DUE)) {
        query.setInt(1, Proofs.names().size());
        query.setLong(2, settings.viewCheck().toSeconds());
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return row.getBoolean(1);
        }
      }
    });
  }

  /** The lock is the connection's, and ends with it. */
  private void runAlone() {
    try (HikariDataSource journal = settings.database().patientPool("check");
        HikariDataSource shown = settings.database().patientPool("check-main");
        HikariDataSource views = settings.views().patientPool("check-views")) {
      Sql.with(journal, lock -> {
        if (lock(lock) && isDue()) run(new Proofs(journal, shown, views));
        return lock;
      });
    }
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_try_advisory_lock(hashtext('corkboard-view-check'), 0)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void run(Proofs proofs) {
    LOG.info("The views are compared with the journal");
    faults.set(0);
    workedSince = System.nanoTime();
    proofs.run((done, all) -> rest(), this::found, this::compared);
  }

  private void found(Fault fault) {
    if (faults.incrementAndGet() <= TOLD) LOG.error("A view is not what the journal has: {}", fault);
  }

  private void compared(String view, ViewProof.Extent extent) {
    long found = faults.getAndSet(0);
    if (found == 0) LOG.info("View {} is what {} events make of it", view, extent.events());
    else
      LOG.error("View {} has {} faults; see docs/operations.md, \"Views that differ from the journal\"", view, found);
    Sql.with(main, connection -> {
      try (PreparedStatement upsert = connection.prepareStatement(CHECKED)) {
        upsert.setString(1, view);
        upsert.setLong(2, extent.events());
        upsert.setLong(3, found);
        return upsert.executeUpdate();
      }
    });
  }

  /** As long as it has worked. */
  private void rest() {
    LockSupport.parkNanos(System.nanoTime() - workedSince);
    workedSince = System.nanoTime();
  }
}
