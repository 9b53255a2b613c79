package dev.corkboard.service.id;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Gives numbers to tasks: each once, over all nodes and for ever. Whoever needs many at once gets them in blocks, so that
 * few creations ask the database; what is not used soon is never used, so that numbers follow time. Calls may block, and
 * throw an outage when the database does not answer; threads may share it.
 */
public final class TaskNumbers {
  private static final int LARGEST_BLOCK = 32;
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String NEXT = "select nextval('journal.task_number') from generate_series(1, ?)";

  private final DataSource database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Long> block = new ArrayDeque<>();
  private int size = 1;
  private long fetched = System.nanoTime();

  public TaskNumbers(DataSource database) {
    this.database = database;
  }

  /** A number that no task has or had. */
  public long next() {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw new Outage("no numbers for tasks come");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("given up: the node stops", stopping);
    }
    try {
      boolean old = System.nanoTime() - fetched > KEPT.toNanos();
      if (old || block.isEmpty()) fetch(old ? 1 : Math.min(2 * size, LARGEST_BLOCK));
      return block.removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private void fetch(int count) {
    block.clear();
    Sql.with(database, connection -> {
      fetch(connection, count);
      return count;
    });
    size = count;
    fetched = System.nanoTime();
  }

  private void fetch(Connection connection, int count) throws SQLException {
    try (PreparedStatement next = connection.prepareStatement(NEXT)) {
      next.setInt(1, count);
      try (ResultSet row = next.executeQuery()) {
        while (row.next())
          block.addLast(row.getLong(1));
      }
    }
  }
}
