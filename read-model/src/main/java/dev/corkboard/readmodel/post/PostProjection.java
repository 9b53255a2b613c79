package dev.corkboard.readmodel.post;

import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowTables;
import java.time.Instant;
import java.util.Optional;

/** Which event of a post means which change of its row. */
public final class PostProjection {

  /** Where the rows are that events change. */
  public static final RowTables TABLES = RowTables.of(Shape.of("posts"), PostTable.TABLE,
      PostProjection::after);

  /** Where the versions are that events add. */
  public static final RowTables VERSION_TABLES = RowTables.of(Shape.of("post_versions"),
      PostTable.VERSIONS, PostProjection::after);

  private PostProjection() {}

  /** The row after an event of its entity; there is none before the first. */
  public static Row<PostView> after(Optional<Row<PostView>> before, JournalEvent journaled) {
    PostEvent event = (PostEvent) journaled.event();
    Instant at = event.stamp().at();
    long revision = journaled.revision();
    return switch (event) {
      case PostEvent.Created created ->
        Row.live(new PostView(created.id(), created.content(), created.stamp().by(), at, at, revision));
      case PostEvent.Changed changed -> {
        PostView view = before.orElseThrow().view();
        yield Row.live(view.with(PostContent.FIELDS.after(view.content(), changed.changes()), at, revision));
      }
      case PostEvent.Deleted deleted -> Row.deleted(same(before, at, revision), deleted.stamp());
      case PostEvent.Restored restored -> Row.live(same(before, at, revision));
    };
  }

  private static PostView same(Optional<Row<PostView>> before, Instant at, long revision) {
    PostView view = before.orElseThrow().view();
    return view.with(view.content(), at, revision);
  }
}
