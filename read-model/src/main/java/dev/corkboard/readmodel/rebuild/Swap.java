package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.DataSourceSession;
import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Puts a new build in the place of the tables that serve, in one transaction: whoever asks next, on whichever node, asks
 * the new ones. It waits for those locks only a moment, so that nobody has to wait for long behind it.
 */
final class Swap {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int PAGE = 500;
  private static final int TRIES = 200;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final String VERSION = """
      insert into projection.view_version as old (view, version, shape, swapped_at, old_until)
      values (?, 2, ?, now(), now() + ? * interval '1 second')
      on conflict (view) do update set version = old.version + 1, shape = excluded.shape,
        swapped_at = excluded.swapped_at, old_until = excluded.old_until""";

  private final JournalReader journal;
  private final View serving;
  private final View built;
  private final View old;
  private final Duration keptOld;

  /**
   * @param old where the tables that serve go
   */
  Swap(JournalReader journal, View serving, View built, View old, Duration keptOld) {
    this.journal = journal;
    this.serving = serving;
    this.built = built;
    this.old = old;
    this.keptOld = keptOld;
  }

  /** The build must have caught up a moment ago. */
  void run() throws SQLException {
    for (int i = 1;; i++) {
      try {
        once();
        return;
      } catch (SQLException busy) {
        if (!LOCK_NOT_AVAILABLE.equals(busy.getSQLState()) || i == TRIES) throw busy;
        LockSupport.parkNanos(PAUSE.toNanos());
        Replay.run(journal, built, taken -> {
        });
      }
    }
  }

  private void once() throws SQLException {
    try (DataSourceSession session = new DataSourceSession(built.database())) {
      try {
        swap(session);
        session.commit();
      } catch (SQLException | RuntimeException failed) {
        session.rollback();
        throw failed;
      }
    }
  }

  private void swap(DataSourceSession session) throws SQLException {
    Connection connection = session.connection();
    List<String> tables = serving.tables().shape().tables();
    String names = tables.stream().map(table -> serving.schema() + "." + table).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      // Its commit is waited for, whatever those of the build's pages were.
      statement.execute("set local synchronous_commit = on");
      // First against a vacuum of PostgreSQL's own, which gives way only after a second, and nobody else.
      statement.execute("set local lock_timeout = '5s'");
      statement.execute("lock table " + names + " in share update exclusive mode");
      statement.execute("set local lock_timeout = '50ms'");
      statement.execute("lock table " + names + " in access exclusive mode");
      catchUp(session, Offsets.of(connection, serving.name()));
      for (String table : tables) {
        statement.execute("alter table " + serving.schema() + "." + table + " set schema " + old.schema());
        statement.execute("alter table " + built.schema() + "." + table + " set schema " + serving.schema());
        statement.execute("alter table " + serving.schema() + "." + table + " reset (autovacuum_enabled)");
      }
    }
    Names.move(connection, serving.name(), old.name());
    Names.move(connection, built.name(), serving.name());
    version(connection);
  }

  /** The projection goes on from where it was, so the build must have all that the old tables had. */
  private void catchUp(DataSourceSession session, Position served) throws SQLException {
    Position position = Offsets.of(session.connection(), built.name());
    while (position.compareTo(served) < 0) {
      JournalPage page = journal.after(position, built.kinds(), PAGE);
      if (page.isEmpty()) throw new IllegalStateException("the journal ends before where the view was: " + served);
      Replay.apply(session, built, page);
      position = page.end();
    }
  }

  private void version(Connection connection) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(VERSION)) {
      upsert.setString(1, serving.name());
      upsert.setInt(2, serving.tables().shape().number());
      upsert.setLong(3, keptOld.toSeconds());
      upsert.executeUpdate();
    }
  }
}
