package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * Brings a view up to the journal's end without a cluster: the same rows, parked events and position as a projection
 * makes, so a projection goes on from there. Nobody else may keep the view meanwhile, though that would do no harm.
 */
public final class Replay {

  /** A transaction of this many events: larger ones are no quicker, and hold up other readers of the journal. */
  private static final int PAGE = 2_000;

  /** As pekko-projection stores an offset that is a text. */
  private static final String STORE = """
      insert into projection.pekko_projection_offset_store
        (projection_name, projection_key, current_offset, manifest, mergeable, last_updated)
      values (?, ?, ?, 'STR', false, ?)
      on conflict (projection_name, projection_key) do update set
        current_offset = excluded.current_offset, last_updated = excluded.last_updated""";

  private Replay() {}

  /**
   * From where the view is; answers how many events it took.
   *
   * @param progress is told after each page how many have been taken so far
   */
  public static long run(JournalReader journal, View view, LongConsumer progress) {
    Position position = Progress.of(view).position();
    long taken = 0;
    JournalPage page = journal.after(position, view.kinds(), PAGE);
    while (!page.isEmpty()) {
      apply(view, page);
      taken += page.events().size() + page.unreadable().size();
      progress.accept(taken);
      page = journal.after(page.end(), view.kinds(), PAGE);
    }
    return taken;
  }

  private static void apply(View view, JournalPage page) {
    try (DataSourceSession session = new DataSourceSession(view.database())) {
      try {
        new PageHandler(view).process(session, page);
        store(session.connection(), view, page.end());
        session.commit();
      } catch (SQLException | RuntimeException failed) {
        session.rollback();
        throw failed;
      }
    } catch (SQLException failed) {
      throw Sql.failure("the view " + view.name() + " cannot be written", failed);
    }
  }

  private static void store(Connection connection, View view, Position position) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(STORE)) {
      upsert.setString(1, view.name());
      upsert.setString(2, Projections.KEY);
      upsert.setString(3, position.toString());
      upsert.setLong(4, System.currentTimeMillis());
      upsert.executeUpdate();
    }
  }
}
