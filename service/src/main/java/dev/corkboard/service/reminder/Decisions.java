package dev.corkboard.service.reminder;

import dev.corkboard.service.reminder.ReminderRows.Decision;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was decided on each reminder, once; for a year it is known. */
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

  /** Which of these messages have been decided on. */
  static Set<String> known(Connection connection, List<String> messageIds) throws SQLException {
    String sql = "select message_id from reminder.decision where message_id = any(?)";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, texts(connection, messageIds.toArray()));
      return ids(select.executeQuery());
    }
  }

  /** How many reminders of tasks were to be sent to each, since the instant of each. */
  static Map<String, Integer> countSent(Connection connection, Map<String, Instant> since) throws SQLException {
    String sql = """
        select username, (select count(*) from reminder.decision d where d.username = wanted.username
          and d.kind = 'task' and d.outcome = 'sent' and d.decided_at >= wanted.since)
        from unnest(?::text[], ?::timestamptz[]) as wanted (username, since)""";
    List<String> people = List.copyOf(since.keySet());
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, texts(connection, people.toArray()));
      select.setArray(2, texts(connection, people.stream().map(name -> since.get(name).toString()).toArray()));
      ResultSet row = select.executeQuery();
      Map<String, Integer> counts = new HashMap<>();
      while (row.next())
        counts.put(row.getString(1), row.getInt(2));
      return counts;
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
