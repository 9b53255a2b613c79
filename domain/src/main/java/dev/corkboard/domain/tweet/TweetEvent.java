package dev.corkboard.domain.tweet;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Map;

/** What happened to a tweet. */
public sealed interface TweetEvent extends Event {
  TweetId id();

  /** The tweet was written; its author is who made this event. */
  record Created(TweetId id, TweetContent content, Stamp stamp) implements TweetEvent {
    @Override
    public Map<String, Change> changes() {
      return TweetContent.FIELDS.all(content);
    }
  }

  record Deleted(TweetId id, Stamp stamp) implements TweetEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }
  }
}
