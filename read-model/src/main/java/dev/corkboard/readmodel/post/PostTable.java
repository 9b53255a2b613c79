package dev.corkboard.readmodel.post;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.post.PostContent;
import dev.corkboard.domain.post.PostId;
import dev.corkboard.readmodel.table.Column;
import dev.corkboard.readmodel.table.Rows;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of posts. */
public final class PostTable {

  public static final Table<PostView> TABLE = new Table<>("views.post", List.of(
      Column.text("title", post -> post.content().title()),
      Column.text("content", post -> post.content().content()),
      Column.text("author", post -> post.author().value()),
      Column.instant("created_at", post -> Optional.of(post.createdAt())),
      Column.instant("updated_at", post -> Optional.of(post.updatedAt())),
      Column.words(post -> List.of(post.content().title(), post.content().content()))), PostTable::read);

  /** What its rows were. */
  public static final VersionTable<PostView> VERSIONS = new VersionTable<>("views.post_version", TABLE);

  private PostTable() {}

  private static PostView read(ResultSet row) throws SQLException {
    PostContent content = new PostContent(row.getString("title"), row.getString("content"));
    return new PostView(new PostId(row.getString("id")), content, new Username(row.getString("author")),
        Rows.instant(row, "created_at"), Rows.instant(row, "updated_at"), row.getLong("revision"));
  }
}
