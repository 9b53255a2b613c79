package dev.corkboard.domain.tweet;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import java.util.Map;
import java.util.Optional;

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

  /** The deletion. {@code content} is the content it had; older events do not have it. */
  record Deleted(TweetId id, Optional<TweetContent> content, Stamp stamp) implements TweetEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return content.map(TweetContent.FIELDS::gone).orElse(Map.of());
    }
  }

  /** A deletion was undone: the tweet is as it was before. */
  record Restored(TweetId id, TweetContent content, Stamp stamp) implements TweetEvent {
    @Override
    public Map<String, Change> changes() {
      return Map.of();
    }

    @Override
    public Map<String, Change> seen() {
      return TweetContent.FIELDS.all(content);
    }
  }
}
