package dev.corkboard.readmodel.sprint;

import dev.corkboard.domain.sprint.SprintContent;
import dev.corkboard.domain.sprint.SprintEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.ViewHandler;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowHandler;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.time.Instant;
import java.util.Optional;

/** Which event of a sprint means which change of its row. */
public final class SprintProjection {

  private SprintProjection() {}

  public static ViewHandler into(Table<SprintView> table, VersionTable<SprintView> versions) {
    return new RowHandler<>(table, versions, SprintProjection::after);
  }

  static Row<SprintView> after(Optional<Row<SprintView>> before, JournalEvent journaled) {
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
      case SprintEvent.Deleted deleted -> {
        SprintView view = before.orElseThrow().view();
        yield Row.deleted(view.with(view.content(), at, revision));
      }
    };
  }
}
