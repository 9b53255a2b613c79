package dev.corkboard.readmodel.sprint;

import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowTables;
import java.time.Instant;
import java.util.Optional;

/** Which event of a sprint means which change of its row. */
public final class SprintProjection {

  /** Where the rows are that events change. */
  public static final RowTables TABLES = RowTables.of(Shape.of("sprints"), SprintTable.TABLE,
      SprintProjection::after);

  /** Where the versions are that events add. */
  public static final RowTables VERSION_TABLES = RowTables.of(Shape.of("sprint_versions"),
      SprintTable.VERSIONS, SprintProjection::after);

  private SprintProjection() {}

  /** The row after an event of its entity; there is none before the first. */
  public static Row<SprintView> after(Optional<Row<SprintView>> before, JournalEvent journaled) {
    SprintEvent event = (SprintEvent) journaled.event();
    Instant at = event.stamp().at();
    long revision = journaled.revision();
    return switch (event) {
      case SprintEvent.Created created ->
        Row.live(new SprintView(created.id(), created.content(), at, at, revision));
      case SprintEvent.Changed changed -> {
        SprintView view = before.orElseThrow().view();
        yield Row.live(view.with(SprintContent.FIELDS.after(view.content(), changed.changes()), at, revision));
      }
      case SprintEvent.Deleted deleted -> Row.deleted(same(before, at, revision), deleted.stamp());
      case SprintEvent.Restored restored -> Row.live(same(before, at, revision));
    };
  }

  private static SprintView same(Optional<Row<SprintView>> before, Instant at, long revision) {
    SprintView view = before.orElseThrow().view();
    return view.with(view.content(), at, revision);
  }
}
