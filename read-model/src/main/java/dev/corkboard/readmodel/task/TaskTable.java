package dev.corkboard.readmodel.task;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskPriority;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.readmodel.table.Column;
import dev.corkboard.readmodel.table.Rows;
import dev.corkboard.readmodel.table.Table;
import dev.corkboard.readmodel.table.VersionTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of tasks. */
public final class TaskTable {

  public static final Table<TaskView> TABLE = new Table<>("views.task", List.of(
      Column.whole("number", task -> Optional.of(task.number())),
      Column.text("name", task -> task.content().name()),
      Column.nameKey(task -> task.content().name()),
      Column.text("description", task -> task.content().description()),
      Column.optionalText("sprint", task -> task.content().sprint().map(SprintId::value)),
      Column.text("status", task -> stored(task.content().status())),
      Column.number("order", task -> task.content().order()),
      Column.optionalText("assigned", task -> task.content().assigned().map(Username::value)),
      Column.date("started", task -> task.content().started()),
      Column.date("due", task -> task.content().due()),
      Column.date("completed", task -> task.content().completed()),
      Column.instant("remind_at", task -> task.content().remindAt()),
      Column.texts("labels", task -> task.content().labels().toArray(String[]::new)),
      Column.nameKeys("label_keys", task -> task.content().labels()),
      Column.whole("estimate", task -> task.content().estimate().map(Integer::longValue)),
      Column.whole("priority", task -> Optional.of(stored(task.content().priority()))),
      Column.text("created_by", task -> task.createdBy().value()),
      Column.instant("created_at", task -> Optional.of(task.createdAt())),
      Column.instant("updated_at", task -> Optional.of(task.updatedAt())),
      Column.words(task -> List.of(task.content().name(), task.content().description()))), TaskTable::read);

  /** The versions of its rows. */
  public static final VersionTable<TaskView> VERSIONS = new VersionTable<>("views.task_version", TABLE);

  private TaskTable() {}

  static String stored(TaskStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** In the order of lists. */
  static long stored(TaskPriority priority) {
    return priority.ordinal();
  }

  private static TaskView read(ResultSet row) throws SQLException {
    return new TaskView(new TaskId(row.getString("id")), row.getLong("number"), content(row),
        new Username(row.getString("created_by")),
        Rows.instant(row, "created_at"), Rows.instant(row, "updated_at"), row.getLong("revision"));
  }

  private static TaskContent content(ResultSet row) throws SQLException {
    return new TaskContent(row.getString("name"), row.getString("description"),
        Rows.text(row, "sprint").map(SprintId::new),
        TaskStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)), row.getDouble("order"),
        Rows.text(row, "assigned").map(Username::new), Rows.date(row, "started"), Rows.date(row, "due"),
        Rows.date(row, "completed"), Rows.optionalInstant(row, "remind_at"), Rows.texts(row, "labels"),
        Rows.whole(row, "estimate").map(Math::toIntExact), TaskPriority.values()[row.getInt("priority")]);
  }
}
