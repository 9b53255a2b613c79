package dev.corkboard.domain.post;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import java.util.OptionalLong;

/** What somebody wants of a post. */
public sealed interface PostCommand extends Command {
  PostId id();

  record Create(PostId id, PostContent content, Origin origin) implements PostCommand {}

  record Change(PostId id, Patch<PostContent> patch, OptionalLong ifMatch, Origin origin) implements PostCommand {}

  record Delete(PostId id, OptionalLong ifMatch, Origin origin) implements PostCommand {}

  record Restore(PostId id, Origin origin) implements PostCommand {}
}
