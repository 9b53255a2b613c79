package dev.corkboard.readmodel.store;

import dev.corkboard.readmodel.projection.Offsets;
import dev.corkboard.readmodel.projection.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has views built again before a node serves, and drops what older builds have left. */
final class ViewReset {
  private static final Logger LOG = LoggerFactory.getLogger(ViewReset.class);

  /** No release has tables of this shape, so each builds the view before it serves. */
  private static final String REBUILD = """
      insert into projection.view_version (view, version, shape) values (?, 1, 0)
      on conflict (view) do update set shape = 0""";

  private static final String FORGET_OLD = "update projection.view_version set old_until = null where view = ?";

  private static final String[] FORGET_OTHER_BUILDS = {
      "delete from projection.pekko_projection_offset_store where projection_name in (? || '~old', ? || '~build')",
      "delete from projection.dead_event where view in (? || '~old', ? || '~build')"};

  private final Connection connection;

  ViewReset(Connection connection) {
    this.connection = connection;
  }

  /** Their position is the beginning until then, as the one they had may be no place in the journal. */
  void rebuild(List<View> views) throws SQLException {
    for (View view : views) {
      LOG.info("View {} will be built again", view.name());
      dropOtherBuilds(view);
      Offsets.forget(connection, view.name());
      update(REBUILD, view.name());
    }
  }

  /** The tables of before are no way back: they may show what the journal does not have. */
  void dropOtherBuilds(View view) throws SQLException {
    StoreCheck.execute(connection, "drop schema if exists old_" + view.name() + ", build_" + view.name() + " cascade");
    for (String sql : FORGET_OTHER_BUILDS)
      update(sql, view.name(), view.name());
    update(FORGET_OLD, view.name());
  }

  private void update(String sql, String... names) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < names.length; i++)
        update.setString(i + 1, names[i]);
      update.executeUpdate();
    }
  }
}
