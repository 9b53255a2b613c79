package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.sql.SQLException;
import java.util.function.LongConsumer;

/**
 * Brings a view up to the journal's end without a cluster: the same rows, parked events and position as a projection
 * makes, so a projection goes on from there. Nobody else may keep the view meanwhile, though that would do no harm.
 */
public final class Replay {

  /** A transaction of this many events: larger ones are no quicker, and hold up other readers of the journal. */
  private static final int PAGE = 2_000;

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

  /** Takes one page, in a transaction of its own that stores the page's end as the view's position. */
  public static void apply(View view, JournalPage page) {
    try (DataSourceSession session = new DataSourceSession(view.database())) {
      try {
        apply(session, view, page);
        session.commit();
      } catch (SQLException | RuntimeException failed) {
        session.rollback();
        throw failed;
      }
    } catch (SQLException failed) {
      throw Sql.failure("the view " + view.name() + " cannot be written", failed);
    }
  }

  /** Takes one page within a transaction. */
  public static void apply(DataSourceSession session, View view, JournalPage page) throws SQLException {
    new PageHandler(view).process(session, page);
    Offsets.store(session.connection(), view.name(), page.end());
  }
}
