package dev.corkboard.readmodel.sprint;

import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.WipLimits;
import dev.corkboard.readmodel.table.Column;
import dev.corkboard.readmodel.table.Rows;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The table of sprints. */
public final class SprintTable {

  public static final Table<SprintView> TABLE = new Table<>("views.sprint", List.of(
      Column.text("name", sprint -> sprint.content().name()),
      Column.nameKey(sprint -> sprint.content().name()),
      Column.text("description", sprint -> sprint.content().description()),
      Column.date("start", sprint -> sprint.content().start()),
      Column.date("end", sprint -> Optional.of(sprint.content().end())),
      limit("wip_todo", WipLimits::todo),
      limit("wip_in_progress", WipLimits::inProgress),
      limit("wip_testing", WipLimits::testing),
      limit("wip_done", WipLimits::done),
      Column.instant("created_at", sprint -> Optional.of(sprint.createdAt())),
      Column.instant("updated_at", sprint -> Optional.of(sprint.updatedAt())),
      Column.words(sprint -> List.of(sprint.content().name(), sprint.content().description()))), SprintTable::read);

  /** The versions of its rows. */
  public static final VersionTable<SprintView> VERSIONS = new VersionTable<>("views.sprint_version", TABLE);

  private SprintTable() {}

  private static Column<SprintView> limit(String name, Function<WipLimits, Optional<Integer>> of) {
    return Column.whole(name, sprint -> sprint.content().wip().flatMap(of).map(Integer::longValue));
  }

  private static SprintView read(ResultSet row) throws SQLException {
    SprintContent content = new SprintContent(row.getString("name"), row.getString("description"),
        Rows.date(row, "start"), Rows.date(row, "end").orElseThrow(), Optional.of(limits(row)));
    return new SprintView(new SprintId(row.getString("id")), content, Rows.instant(row, "created_at"),
        Rows.instant(row, "updated_at"), row.getLong("revision"));
  }

  private static WipLimits limits(ResultSet row) throws SQLException {
    return new WipLimits(limit(row, "wip_todo"), limit(row, "wip_in_progress"), limit(row, "wip_testing"),
        limit(row, "wip_done"));
  }

  private static Optional<Integer> limit(ResultSet row, String column) throws SQLException {
    return Rows.whole(row, column).map(Math::toIntExact);
  }
}
