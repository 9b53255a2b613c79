package dev.corkboard.readmodel.task;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.Shape;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.RowTables;
import java.util.Optional;

/** Which event of a task means which change of its row. */
public final class TaskProjection {

  /** Where the rows are that events change. */
  public static final RowTables TABLES = RowTables.of(Shape.of("tasks"), TaskTable.TABLE,
      TaskProjection::after);

  /** Where the versions are that events add. */
  public static final RowTables VERSION_TABLES = RowTables.of(Shape.of("task_versions"),
      TaskTable.VERSIONS, TaskProjection::after);

  private TaskProjection() {}

  /** The row after an event of its entity; there is none before the first. */
  public static Row<TaskView> after(Optional<Row<TaskView>> before, JournalEvent journaled) {
    TaskEvent event = (TaskEvent) journaled.event();
    return switch (event) {
      case TaskEvent.Created created -> Row.live(created(created, journaled.revision()));
      case TaskEvent.Changed changed -> Row.live(changed(before, event, journaled.revision()));
      case TaskEvent.Moved moved -> Row.live(changed(before, event, journaled.revision()));
      case TaskEvent.Deleted deleted -> Row.deleted(changed(before, event, journaled.revision()), event.stamp());
      case TaskEvent.Restored restored -> Row.live(changed(before, event, journaled.revision()));
    };
  }

  private static TaskView created(TaskEvent.Created event, long revision) {
    Stamp stamp = event.stamp();
    return new TaskView(event.id(), event.number().orElse(0), event.content(), stamp.by(), stamp.at(), stamp.at(),
        revision);
  }

  private static TaskView changed(Optional<Row<TaskView>> before, TaskEvent event, long revision) {
    TaskView view = before.orElseThrow().view();
    TaskContent content = TaskContent.FIELDS.after(view.content(), event.changes());
    return view.with(content, event.stamp().at(), revision);
  }
}
