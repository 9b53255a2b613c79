package dev.corkboard.readmodel.tweet;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.tweet.TweetContent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.domain.tweet.TweetState;
import dev.corkboard.readmodel.table.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A tweet as clients see it. */
public record TweetView(TweetId id, @JsonUnwrapped TweetContent content, Username author, Instant createdAt,
    long revision) implements Shown {

  public TweetView {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
  }

  public static TweetView of(TweetState.Live tweet) {
    return new TweetView(tweet.id(), tweet.content(), tweet.author(), tweet.createdAt(), tweet.revision());
  }

  @Override
  public String key() {
    return id.value();
  }

  TweetView with(long newRevision) {
    return new TweetView(id, content, author, createdAt, newRevision);
  }
}
