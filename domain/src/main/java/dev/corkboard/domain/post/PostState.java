package dev.corkboard.domain.post;

import dev.corkboard.domain.State;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.Versions;
import java.time.Instant;

/** What has become of a post. */
public sealed interface PostState extends State {
  Versions versions();

  @Override
  default long revision() {
    return versions().revision();
  }

  record Absent() implements PostState {
    @Override
    public Versions versions() {
      return Versions.NONE;
    }
  }

  record Live(PostId id, PostContent content, Username author, Instant createdAt, Instant updatedAt, Versions versions)
      implements
        PostState {

    @Override
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
    public int characters() {
      return last.characters();
    }
  }
}
