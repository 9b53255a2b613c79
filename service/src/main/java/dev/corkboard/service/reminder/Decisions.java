package dev.corkboard.service.reminder;

import dev.corkboard.service.reminder.ReminderRows.Decision;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was decided on each reminder, once and for ever. */
final class Decisions {

  private Decisions() {}

  /** Stores the decisions and tells which of them are new: only these may lead to a message. */
  static Set<String> add(Connection connection, List<Decision> decisions, Instant now) throws SQLException {
    String sql = """
        insert into reminder.decision (message_id, kind, username, task, date, due_at, decided_at, outcome)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::date[], ?::timestamptz[],
          array_fill(?::timestamptz, array[?]), ?::text[])
        on conflict (message_id) do nothing returning message_id""";
    if (decisions.isEmpty()) return Set.of();
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setArray(1, texts(connection, decisions.stream().map(Decision::messageId).toArray()));
      insert.setArray(2, texts(connection, decisions.stream().map(Decision::kind).toArray()));
      insert.setArray(3, texts(connection, decisions.stream().map(each -> each.username().orElse(null)).toArray()));
      insert.setArray(4, texts(connection, decisions.stream().map(each -> each.task().orElse(null)).toArray()));
      insert.setArray(5, texts(connection,
          decisions.stream().map(each -> each.date().map(LocalDate::toString).orElse(null)).toArray()));
      insert.setArray(6, texts(connection, decisions.stream().map(each -> each.dueAt().toString()).toArray()));
      insert.setObject(7, Rows.stamp(now));
      insert.setInt(8, decisions.size());
      insert.setArray(9, texts(connection, decisions.stream().map(each -> each.outcome().code()).toArray()));
      return ids(insert.executeQuery());
    }
  }

  private static Array texts(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  private static Set<String> ids(ResultSet rows) throws SQLException {
    Set<String> ids = new HashSet<>();
    while (rows.next())
      ids.add(rows.getString(1));
    return ids;
  }
}
