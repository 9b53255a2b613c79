package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to build a view, in the whole cluster: a lock that PostgreSQL takes back when the process dies. Over the
 * same connection a sign of life goes out each second, so whoever has lost the lock learns it and gives up.
 */
final class BuildLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BuildLock.class);
  private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(1);
  private static final String TAKE = "select pg_try_advisory_lock(hashtextextended('corkboard build ' || ?, 0))";
  private static final String GIVE_BACK = "select pg_advisory_unlock(hashtextextended('corkboard build ' || ?, 0))";

  private final String view;
  private final Connection connection;
  private Step step = Step.LOADING;
  private long done;
  private Optional<String> differences = Optional.empty();
  private Optional<SQLException> lost = Optional.empty();
  private Optional<Thread> signs = Optional.empty();

  private BuildLock(String view, Connection connection) {
    this.view = view;
    this.connection = connection;
  }

  static BuildLock take(DataSource database, String view) throws BuildRunning {
    try {
      BuildLock lock = new BuildLock(view, database.getConnection());
      if (lock.taken()) return lock;
      lock.connection.close();
    } catch (SQLException failed) {
      throw Sql.failure("no lock for a build", failed);
    }
    throw new BuildRunning(view);
  }

  synchronized void begin(long total) {
    try {
      BuildTable.begin(connection, view, total);
      signs = Optional.of(Thread.ofVirtual().name("build-" + view).start(this::showForEver));
    } catch (SQLException failed) {
      throw Sql.failure("a build cannot begin", failed);
    }
  }

  /** From now on the build is at this step; throws if the lock is lost. */
  void at(Step next) {
    synchronized (this) {
      step = next;
    }
    LOG.info("The build of view {} is {}", view, next.text());
    show();
  }

  /** So many more events are done; throws if the lock is lost. */
  synchronized void add(long events) {
    requireHeld();
    done += events;
  }

  synchronized long done() {
    return done;
  }

  synchronized void foundDifferences(String text) {
    differences = Optional.of(text);
  }

  /** What fails before a build has begun leaves alone what is known of the last one. */
  synchronized void failed(Throwable failure) {
    if (signs.isEmpty()) return;
    step = Step.FAILED;
    try {
      BuildTable.seen(connection, view, step, done, differences, Optional.of(failure.toString()));
    } catch (SQLException nobodyIsTold) {
      failure.addSuppressed(nobodyIsTold);
    }
  }

  /** With the connection, should that be broken, PostgreSQL takes the lock back by itself. */
  @Override
  public void close() throws SQLException {
    signs.ifPresent(Thread::interrupt);
    synchronized (this) {
      try (connection; PreparedStatement unlock = connection.prepareStatement(GIVE_BACK)) {
        unlock.setString(1, view);
        unlock.executeQuery().close();
      }
    }
  }

  private boolean taken() throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TAKE)) {
      query.setString(1, view);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void showForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(BETWEEN_SIGNS);
        show();
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException noLongerHeld) {
        return; // who builds learns it, too
      }
    }
  }

  private synchronized void show() {
    requireHeld();
    try {
      BuildTable.seen(connection, view, step, done, differences, Optional.empty());
    } catch (SQLException failed) {
      lost = Optional.of(failed);
      requireHeld();
    }
  }

  private void requireHeld() {
    if (lost.isPresent()) throw new Outage("the database is away that the view " + view + " is built in", lost.get());
  }
}
