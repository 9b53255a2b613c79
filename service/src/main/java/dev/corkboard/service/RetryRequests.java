package dev.corkboard.service;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.projection.DeadLetters;
import dev.corkboard.readmodel.projection.DeadLetters.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked, through the database, of the node that keeps a view: to try its parked events again. That node does it,
 * as it tells the caches of the view's changes; if none takes the request, none runs, and whoever asked can do it.
 */
final class RetryRequests {
  private static final Logger LOG = LoggerFactory.getLogger(RetryRequests.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  /** Less than a request may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration POLL = Duration.ofMillis(100);

  private static final String ASK = """
      insert into projection.retry (view, asked_at) values (?, now()) on conflict (view) do update set
        asked_at = now(), taken_at = null, done_at = null, applied = null, parked = null""";

  private static final String TAKE = """
      update projection.retry set taken_at = now() where view = (
        select view from projection.retry where taken_at is null and view = any(?) limit 1 for update skip locked)
      returning view""";

  private static final String WITHDRAW = "delete from projection.retry where view = ? and taken_at is null";

  private static final String DONE = """
      update projection.retry set done_at = now(), applied = ?, parked = ? where view = ?""";

  private static final String LOOK = "select done_at is not null, applied, parked from projection.retry where view = ?";

  private final DataSource main;

  RetryRequests(DataSource main) {
    this.main = main;
  }

  /** Has a node do what is asked of it, for the views that it keeps. */
  static void serve(ActorSystem<?> system, DataSource main, DeadLetters letters, Supplier<List<String>> kept,
      Executor blocking) {
    RetryRequests requests = new RetryRequests(main);
    AtomicBoolean running = new AtomicBoolean();
    system.scheduler().scheduleWithFixedDelay(BETWEEN_LOOKS, BETWEEN_LOOKS,
        () -> blocking.execute(() -> requests.look(running, letters, kept.get())), system.executionContext());
  }

  private void look(AtomicBoolean running, DeadLetters letters, List<String> kept) {
    if (!running.compareAndSet(false, true)) return;
    try {
      take(kept).ifPresent(view -> done(view, letters.retry(view).orElse(new Outcome(0, 0))));
    } catch (RuntimeException failed) {
      LOG.debug("No parked events could be tried again: {}", failed.toString());
    } finally {
      running.set(false);
    }
  }

  /** Asks the node that keeps the view, which looks every second; an outage if it does not come to an end in time. */
  Outcome askAndAwait(String view) {
    ask(view);
    return await(view, PATIENCE).orElseThrow(() -> new Outage("no node has tried the events of " + view + " in time"));
  }

  void ask(String view) {
    change(ASK, statement -> statement.setString(1, view));
  }

  /** Whether nobody had taken it. */
  boolean withdraw(String view) {
    return change(WITHDRAW, statement -> statement.setString(1, view)) > 0;
  }

  /** What came of it, if that is known in time. */
  Optional<Outcome> await(String view, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    Optional<Outcome> outcome = outcome(view);
    while (outcome.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      outcome = outcome(view);
    }
    return outcome;
  }

  private Optional<String> take(List<String> kept) {
    return Sql.with(main, connection -> {
      try (PreparedStatement take = connection.prepareStatement(TAKE)) {
        take.setArray(1, connection.createArrayOf("text", kept.toArray()));
        try (ResultSet row = take.executeQuery()) {
          return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
      }
    });
  }

  private void done(String view, Outcome outcome) {
    change(DONE, statement -> {
      statement.setLong(1, outcome.applied());
      statement.setLong(2, outcome.parked());
      statement.setString(3, view);
    });
  }

  private Optional<Outcome> outcome(String view) {
    return Sql.with(main, connection -> {
      try (PreparedStatement look = connection.prepareStatement(LOOK)) {
        look.setString(1, view);
        try (ResultSet row = look.executeQuery()) {
          boolean done = row.next() && row.getBoolean(1);
          return done ? Optional.of(new Outcome(row.getLong(2), row.getLong(3))) : Optional.empty();
        }
      }
    });
  }

  /** What a statement is given. */
  private interface Binding {
    void on(PreparedStatement statement) throws SQLException;
  }

  private int change(String sql, Binding binding) {
    return Sql.with(main, connection -> change(connection, sql, binding));
  }

  private static int change(Connection connection, String sql, Binding binding) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      binding.on(statement);
      return statement.executeUpdate();
    }
  }
}
