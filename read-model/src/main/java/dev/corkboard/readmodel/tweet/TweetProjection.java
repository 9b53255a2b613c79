package dev.corkboard.readmodel.tweet;

import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowHandler;
import dev.corkboard.readmodel.table.Table;
import java.util.Optional;

/** Which event of a tweet means which change of its row. */
public final class TweetProjection {

  private TweetProjection() {}

  public static ViewHandler into(Table<TweetView> table) {
    return new RowHandler<>(table, TweetProjection::after);
  }

  static Row<TweetView> after(Optional<Row<TweetView>> before, JournalEvent journaled) {
    return switch ((TweetEvent) journaled.event()) {
      case TweetEvent.Created created -> Row.live(new TweetView(created.id(), created.content(), created.stamp().by(),
          created.stamp().at(), journaled.revision()));
      case TweetEvent.Deleted deleted -> Row.deleted(before.orElseThrow().view().with(journaled.revision()));
    };
  }
}
