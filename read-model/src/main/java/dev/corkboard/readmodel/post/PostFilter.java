package dev.corkboard.readmodel.post;

import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;
import java.util.Optional;

/** Which posts, newest first: those of an author, those with these words in title or content. */
public record PostFilter(Optional<String> author, Optional<String> q) implements Filter<PostView> {

  public static final PostFilter ALL = new PostFilter(Optional.empty(), Optional.empty());

  private static final Sort<PostView> NEWEST_FIRST = Sort.instant("created_at", "created_at", PostView::createdAt)
      .downwards();

  @Override
  public Sort<PostView> sort() {
    return NEWEST_FIRST;
  }

  @Override
  public Conditions conditions() {
    return new Conditions().along("author", author).words(q);
  }
}
