package dev.corkboard.domain.tweet;

import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;

/** What has become of a tweet. */
public sealed interface TweetState extends State {
  Versions versions();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements TweetState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }
  }

  /** Nothing changes a tweet, so it has no time of its last change. */
  record Live(TweetId id, TweetContent content, Username author, Instant createdAt, Versions versions)
      implements
        TweetState {}

  record Deleted(Live last, Versions versions) implements TweetState {}
}
