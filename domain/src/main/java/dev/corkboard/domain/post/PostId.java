package dev.corkboard.domain.post;

/** Names one post for ever: opaque, at most 36 characters. */
public record PostId(String value) {
  public PostId {
    if (value.isBlank() || value.length() > 36) throw new IllegalArgumentException("not the id of a post: " + value);
  }

  @Override
  public String toString() {
    return value;
  }
}
