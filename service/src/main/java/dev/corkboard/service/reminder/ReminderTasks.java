package dev.corkboard.service.reminder;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Keeps in step with the journal what reminders and mails need to know of tasks. */
public final class ReminderTasks {
  /** Which field is kept in which column. */
  private static final Map<String, String> COLUMNS = Map.of("name", "name", "assigned", "assigned", "due", "due",
      "status", "status", "sprint", "sprint", "remindAt", "remind_at");

  private ReminderTasks() {}

  /** To be run in the transaction that stores the projection's offset; a repeat changes nothing. */
  public static void apply(Connection connection, TaskEvent event, String taskId, long revision) throws SQLException {
    switch (event) {
      case TaskEvent.Created created -> insert(connection, taskId, created.content(), revision);
      case TaskEvent.Changed changed -> update(connection, taskId, values(changed.changes()), revision);
      case TaskEvent.Moved moved -> update(connection, taskId, values(moved.changes()), revision);
      case TaskEvent.Deleted deleted -> update(connection, taskId, Map.of("deleted", true), revision);
      case TaskEvent.Restored restored -> {
        Map<String, Object> values = values(restored.changes());
        values.put("deleted", false);
        update(connection, taskId, values, revision);
      }
    }
  }

  private static void insert(Connection connection, String id, TaskContent task, long revision) throws SQLException {
    String sql = """
        insert into reminder.task
          (id, name, assigned, due, status, sprint, remind_at, remind_pending, deleted, revision)
        values (?, ?, ?, ?, ?, ?, ?, ?, false, ?) on conflict (id) do nothing""";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, id);
      insert.setString(2, task.name());
      insert.setObject(3, stored(task.assigned()));
      insert.setObject(4, stored(task.due()));
      insert.setObject(5, stored(task.status()));
      insert.setObject(6, stored(task.sprint()));
      insert.setObject(7, stored(task.remindAt()));
      insert.setBoolean(8, task.remindAt().isPresent());
      insert.setLong(9, revision);
      insert.executeUpdate();
    }
  }

  private static void update(Connection connection, String id, Map<String, Object> values, long revision)
      throws SQLException {
    StringBuilder columns = new StringBuilder();
    values.keySet().forEach(column -> columns.append(column).append(" = ?, "));
    String sql = "update reminder.task set " + columns + "revision = ? where id = ? and revision < ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      int index = 1;
      for (Object value : values.values())
        update.setObject(index++, value);
      update.setLong(index++, revision);
      update.setString(index++, id);
      update.setLong(index, revision);
      update.executeUpdate();
    }
  }

  private static Map<String, Object> values(Map<String, Change> changes) {
    Map<String, Object> values = new LinkedHashMap<>();
    COLUMNS.forEach((field, column) -> {
      if (changes.containsKey(field)) values.put(column, stored(changes.get(field).to()));
    });
    if (values.containsKey("remind_at")) values.put("remind_pending", values.get("remind_at") != null);
    return values;
  }

  /** A value of the domain as its column keeps it. */
  private static Object stored(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(ReminderTasks::stored).orElse(null);
      case Instant instant -> Rows.stamp(instant);
      case TaskStatus status -> status.name().toLowerCase(Locale.ROOT);
      case LocalDate date -> date;
      default -> value.toString();
    };
  }
}
