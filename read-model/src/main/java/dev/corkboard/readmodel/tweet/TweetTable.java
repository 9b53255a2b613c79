package dev.corkboard.readmodel.tweet;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.table.Column;
import dev.corkboard.readmodel.table.Rows;
import dev.corkboard.readmodel.table.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of tweets. */
public final class TweetTable {

  public static final Table<TweetView> TABLE = new Table<>("views.tweet", List.of(
      Column.text("text", tweet -> tweet.content().text()),
      Column.text("author", tweet -> tweet.author().value()),
      Column.instant("created_at", tweet -> Optional.of(tweet.createdAt())),
      Column.words(tweet -> List.of(tweet.content().text()))), TweetTable::read);

  private TweetTable() {}

  private static TweetView read(ResultSet row) throws SQLException {
    return new TweetView(new TweetId(row.getString("id")), new TweetContent(row.getString("text")),
        new Username(row.getString("author")), Rows.instant(row, "created_at"), row.getLong("revision"));
  }
}
