package dev.corkboard.readmodel.post;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.domain.post.PostState;
import dev.corkboard.readmodel.table.Shown;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A post as clients see it. */
public record PostView(PostId id, @JsonUnwrapped PostContent content, Username author, Instant createdAt,
    Instant updatedAt, long revision) implements Shown {

  public PostView {
    createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
  }

  public static PostView of(PostState.Live post) {
    return new PostView(post.id(), post.content(), post.author(), post.createdAt(), post.updatedAt(), post.revision());
  }

  @Override
  public String key() {
    return id.value();
  }

  PostView with(PostContent newContent, Instant at, long newRevision) {
    return new PostView(id, newContent, author, createdAt, at, newRevision);
  }
}
