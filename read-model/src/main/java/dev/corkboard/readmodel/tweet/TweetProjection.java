package dev.corkboard.readmodel.tweet;

import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowTables;
import java.util.Optional;

/** Which event of a tweet means which change of its row. */
public final class TweetProjection {

  /** Where the rows are that events change. */
  public static final RowTables TABLES = RowTables.of(Shape.of("tweets"), TweetTable.TABLE,
      TweetProjection::after);

  private TweetProjection() {}

  /** The row after an event of its entity; there is none before the first. */
  public static Row<TweetView> after(Optional<Row<TweetView>> before, JournalEvent journaled) {
    long revision = journaled.revision();
    return switch ((TweetEvent) journaled.event()) {
      case TweetEvent.Created created -> Row.live(new TweetView(created.id(), created.content(), created.stamp().by(),
          created.stamp().at(), revision));
      case TweetEvent.Deleted deleted -> Row.deleted(before.orElseThrow().view().with(revision), deleted.stamp());
      case TweetEvent.Restored restored -> Row.live(before.orElseThrow().view().with(revision));
    };
  }
}
