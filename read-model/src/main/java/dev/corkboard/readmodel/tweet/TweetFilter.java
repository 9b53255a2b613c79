package dev.corkboard.readmodel.tweet;

import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;
import java.util.Optional;

/** Which tweets, newest first: those of an author, those with these words. */
public record TweetFilter(Optional<String> author, Optional<String> q) implements Filter<TweetView> {

  public static final TweetFilter ALL = new TweetFilter(Optional.empty(), Optional.empty());

  private static final Sort<TweetView> NEWEST_FIRST = Sort.instant("created_at", "created_at", TweetView::createdAt)
      .downwards();

  @Override
  public Sort<TweetView> sort() {
    return NEWEST_FIRST;
  }

  @Override
  public Conditions conditions() {
    return new Conditions().along("author", author).words(q);
  }
}
