package dev.corkboard.domain.post;

import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;
import java.util.Optional;

/** What has become of a post. */
public sealed interface PostState extends State {
  Versions versions();

  /** What it says or, once it is deleted, what it said last; empty before the first event. */
  Optional<PostContent> lastContent();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements PostState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }

    @Override
    public Optional<PostContent> lastContent() {
      return Optional.empty();
    }
  }

  record Live(PostId id, PostContent content, Username author, Instant createdAt, Instant updatedAt, Versions versions)
      implements
        PostState {

    @Override
    public Optional<PostContent> lastContent() {
      return Optional.of(content);
    }

    public int characters() {
      return content.title().length() + content.content().length();
    }

    Live with(PostContent newContent, Instant at, Versions newVersions) {
      return new Live(id, newContent, author, createdAt, at, newVersions);
    }
  }

  /** It can be restored to what it was last. */
  record Deleted(Live last, Versions versions) implements PostState {

    @Override
    public Optional<PostContent> lastContent() {
      return last.lastContent();
    }

    @Override
    public int characters() {
      return last.characters();
    }
  }
}
