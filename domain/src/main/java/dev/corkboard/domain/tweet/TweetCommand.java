package dev.corkboard.domain.tweet;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Origin;
import java.util.OptionalLong;

/** What somebody wants of a tweet. */
public sealed interface TweetCommand extends Command {
  TweetId id();

  record Create(TweetId id, TweetContent content, Origin origin) implements TweetCommand {}

  record Delete(TweetId id, OptionalLong ifMatch, Origin origin) implements TweetCommand {}

  record Restore(TweetId id, Origin origin) implements TweetCommand {}
}
