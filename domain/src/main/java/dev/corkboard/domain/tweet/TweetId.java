package dev.corkboard.domain.tweet;

/** Names one tweet for ever: opaque, at most 36 characters. */
public record TweetId(String value) {
  public TweetId {
    if (value.isBlank() || value.length() > 36) throw new IllegalArgumentException("not the id of a tweet: " + value);
  }

  @Override
  public String toString() {
    return value;
  }
}
