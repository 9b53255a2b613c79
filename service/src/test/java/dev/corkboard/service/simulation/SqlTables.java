package dev.corkboard.service.simulation;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import dev.corkboard.service.reminder.Subscribers.Profile;
import dev.corkboard.service.simulation.MemoryBoard.Decided;
import dev.corkboard.service.simulation.MemoryBoard.Known;
import dev.corkboard.service.simulation.MemoryBoard.Task;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The rows of the reminders in PostgreSQL, read as those of the model; and its clock, which stands still. */
record SqlTables(DataSource dataSource) {

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** To be on the search path before pg_catalog, so that the SQL of the product finds this now(). */
  static final String CLOCK = """
      create schema simulated;
      create table simulated.clock (at timestamptz not null);
      insert into simulated.clock values (now());
      create function simulated.now() returns timestamptz language sql stable as 'select at from simulated.clock';
      """;
  static final String SEARCH_PATH = "simulated, pg_catalog, public";

  void setClock(Instant at) {
    execute("update simulated.clock set at = ?", at.atOffset(ZoneOffset.UTC));
  }

  Instant now() {
    return read("select 'clock', now()", row -> instant(row, 2).orElseThrow()).get("clock");
  }

  void clear() {
    execute("delete from reminder.subscriber");
    execute("delete from reminder.task");
    execute("delete from reminder.decision");
    execute("delete from reminder.outbox");
    execute("delete from reminder.delivery");
  }

  /** As the view of the journal does it. */
  void put(Task task) {
    execute("""
        insert into reminder.task (id, name, assigned, due, status, remind_at, remind_pending, deleted, revision)
        values (?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (id) do update set
          assigned = excluded.assigned, due = excluded.due, status = excluded.status, remind_at = excluded.remind_at,
          remind_pending = excluded.remind_pending, deleted = excluded.deleted""",
        task.id(), task.name(), task.assigned().orElse(null), task.due().orElse(null), task.status(),
        task.remindAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null), task.pending(), task.deleted());
  }

  Map<String, Known> people() {
    return read("""
        select username, email, time_zone, digest_hour, digest, active, since, decided_date, next_date, next_at,
          make_up_from, confirmed from reminder.subscriber""",
        row -> new Known(
            new Profile(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getBoolean(5),
                row.getBoolean(6), row.getBoolean(12)),
            instant(row, 7).orElseThrow(), date(row, 8),
            new DigestPlan(date(row, 9).orElseThrow(), instant(row, 10).orElseThrow(), date(row, 11))));
  }

  Map<String, Task> tasks() {
    return read("select id, assigned, due, status, remind_at, remind_pending, deleted from reminder.task",
        row -> new Task(row.getString(1), text(row, 2), date(row, 3), row.getString(4).equals("done"),
            instant(row, 5), row.getBoolean(6), row.getBoolean(7)));
  }

  Map<String, Decided> decisions() {
    return read("select message_id, kind, username, task, date, due_at, outcome, decided_at from reminder.decision",
        row -> new Decided(new Decision(row.getString(1), row.getString(2), text(row, 3), text(row, 4), date(row, 5),
            instant(row, 6).orElseThrow(), outcome(row.getString(7))), instant(row, 8).orElseThrow()));
  }

  Map<String, Waits> outbox() {
    return read("""
        select message_id, kind, exchange, routing_key, payload, to_mailer, due_at, leased_till, sent_at, last_error
        from reminder.outbox""",
        row -> new Waits(row.getString(1), row.getString(2), row.getString(3), row.getString(4), text(row, 5),
            row.getBoolean(6), instant(row, 7).orElseThrow(), instant(row, 8), instant(row, 9), text(row, 10)));
  }

  Map<String, Delivered> deliveries() {
    return read("""
        select message_id, kind, username, state, attempts, leased_till, last_error, delivered_at, dead_at, body
        from reminder.delivery""",
        row -> new Delivered(row.getString(2), row.getString(3), row.getString(4), row.getInt(5), instant(row, 6),
            text(row, 7), instant(row, 8), instant(row, 9),
            Optional.ofNullable(row.getBytes(10)).map(body -> new String(body, StandardCharsets.UTF_8))));
  }

  private void execute(String sql, Object... parameters) {
    Sql.with(dataSource, connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < parameters.length; i++)
          statement.setObject(i + 1, parameters[i]);
        return statement.execute();
      }
    });
  }

  /** By the first column. */
  private <T> Map<String, T> read(String sql, RowReader<T> reader) {
    return Sql.with(dataSource, connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        ResultSet row = select.executeQuery();
        Map<String, T> rows = new HashMap<>();
        while (row.next())
          rows.put(row.getString(1), reader.read(row));
        return rows;
      }
    });
  }

  private static Outcome outcome(String code) {
    for (Outcome outcome : Outcome.values())
      if (outcome.code().equals(code)) return outcome;
    throw new IllegalArgumentException(code);
  }

  private static Optional<String> text(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
  }

  private static Optional<LocalDate> date(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDate.class));
  }
}
