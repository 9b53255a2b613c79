package dev.corkboard.service.entity;

import dev.corkboard.readmodel.Deadline;
import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out when nothing can be stored any more of what had a deadline: the deadline has passed by the database's clock,
 * and every insert that began before it has ended. Only then may a client be told that its change was not made. All who
 * wait share one question to the database.
 */
public final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);
  private static final String SETTLED = "select journal.settled()";
  private static final Duration PAUSE = Duration.ofMillis(50);
  /** How long after the deadline we ask, so that we answer before the HTTP server does: docs/architecture.md, "Timeouts". */
  private static final Duration PATIENCE = Duration.ofMillis(2_500);

  private final DataSource database;
  private CompletableFuture<Instant> asked = CompletableFuture.completedFuture(Instant.MIN);

  public Settlement(DataSource database) {
    this.database = database;
  }

  /** Blocks until the deadline is settled; false if the database did not say so in time. */
  boolean await(Deadline deadline) {
    long end = deadline.nanos() + PATIENCE.toNanos();
    try {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        if (deadline.hasPassed() && isSettled(deadline, left)) return true;
        Thread.sleep(deadline.hasPassed() ? PAUSE : deadline.left());
      }
    } catch (TimeoutException frozen) {
      LOG.debug("the database does not answer", frozen);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private boolean isSettled(Deadline deadline, long nanos) throws InterruptedException, TimeoutException {
    try {
      return ask().get(nanos, TimeUnit.NANOSECONDS).isAfter(deadline.instant());
    } catch (ExecutionException away) {
      LOG.debug("the database refuses to answer", away);
      return false;
    }
  }

  private synchronized CompletableFuture<Instant> ask() {
    if (asked.isDone()) asked = CompletableFuture.supplyAsync(this::settled, Thread::startVirtualThread);
    return asked;
  }

  /** Up to when all is settled, by the database's clock. */
  private Instant settled() {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(SETTLED); ResultSet row = query.executeQuery()) {
        row.next();
        return row.getObject(1, OffsetDateTime.class).toInstant();
      }
    });
  }
}
