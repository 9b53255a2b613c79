package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.service.reminder.ReminderReport.Decided;
import dev.corkboard.service.reminder.ReminderReport.Place;
import dev.corkboard.service.reminder.ReminderReport.Task;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was decided on the reminders of one person, the latest first, and what became of each message. */
final class ReportedDecisions {
  private static final String SELECT = """
      select d.message_id, d.kind, d.date, d.task, t.name, d.due_at, d.decided_at, d.outcome, o.message_id is not null
          and o.sent_at is null as waits, o.sent_at as published_at, v.state, v.delivered_at
      from reminder.decision d
        left join reminder.outbox o on o.message_id = d.message_id
        left join reminder.delivery v on v.message_id = d.message_id
        left join reminder.task t on t.id = d.task
      where d.username = ?""";
  /** Of what was to be sent: the mailer has come to the end of it, and it was not mailed. */
  private static final String NOT_MAILED = "coalesce(v.state, '') in ('dead', 'discarded', 'expired')";
  static final String UNDELIVERABLE = "undeliverable";
  private static final String NEWEST_FIRST = " order by d.due_at desc, d.message_id limit ?";

  private final Connection connection;
  private final String username;

  ReportedDecisions(Connection connection, String username) {
    this.connection = connection;
    this.username = username;
  }

  List<Decided> all(Optional<LocalDate> date, Optional<Place> after, int limit) throws SQLException {
    return list("", date, after, limit);
  }

  /** Only the messages, without those that can reach nobody. */
  List<Decided> sent(Optional<LocalDate> date, int limit) throws SQLException {
    return list(" and d.outcome = 'sent' and not " + NOT_MAILED, date, Optional.empty(), limit);
  }

  /** What was decided under these ids, for whomever, or that it could not be mailed. */
  Map<String, String> outcomes(List<String> messageIds) throws SQLException {
    Map<String, String> outcomes = new HashMap<>();
    String sql = "select d.message_id, case when d.outcome = 'sent' and " + NOT_MAILED + " then '" + UNDELIVERABLE
        + "' else d.outcome end from reminder.decision d left join reminder.delivery v on v.message_id = d.message_id"
        + " where d.message_id = any(?)";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, connection.createArrayOf("text", messageIds.toArray()));
      ResultSet row = select.executeQuery();
      while (row.next())
        outcomes.put(row.getString(1), row.getString(2));
    }
    return outcomes;
  }

  /** Whether there is a message, which does not come again: what was sent, even if it could not be mailed. */
  static boolean wasMade(String outcome) {
    return outcome.equals(Outcome.SENT.code()) || outcome.equals(UNDELIVERABLE);
  }

  private List<Decided> list(String condition, Optional<LocalDate> date, Optional<Place> after, int limit)
      throws SQLException {
    StringBuilder sql = new StringBuilder(SELECT).append(condition);
    List<Object> arguments = new ArrayList<>(List.of(username));
    date.ifPresent(day -> {
      // No zone is further from UTC than a day, and the index is on when.
      sql.append(" and d.date = ? and d.due_at >= ? and d.due_at < ?");
      arguments.addAll(List.of(day, midnight(day.minusDays(1)), midnight(day.plusDays(2))));
    });
    after.ifPresent(place -> {
      sql.append(" and d.due_at <= ? and (d.due_at < ? or d.message_id > ?)");
      OffsetDateTime due = Rows.stamp(place.dueAt());
      arguments.addAll(List.of(due, due, place.messageId()));
    });
    arguments.add(limit);
    return read(sql.append(NEWEST_FIRST).toString(), arguments);
  }

  private List<Decided> read(String sql, List<Object> arguments) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++)
        select.setObject(i + 1, arguments.get(i));
      ResultSet row = select.executeQuery();
      List<Decided> decided = new ArrayList<>();
      while (row.next())
        decided.add(decided(row));
      return decided;
    }
  }

  private static Decided decided(ResultSet row) throws SQLException {
    Optional<String> name = Optional.ofNullable(row.getString(5));
    Optional<Task> task = Optional.ofNullable(row.getString(4)).map(id -> new Task(id, name));
    boolean decided = row.getString(8).equals(Outcome.SENT.code());
    Optional<String> state = decided ? Optional.of(state(row.getBoolean(9), row.getString(11))) : Optional.empty();
    String outcome = state.filter(UNDELIVERABLE::equals).orElse(row.getString(8));
    boolean sent = outcome.equals(Outcome.SENT.code());
    return new Decided(row.getString(1), row.getString(2), Rows.date(row, 3).orElseThrow(), task,
        Rows.instant(row, 6).orElseThrow(), Rows.instant(row, 7).orElseThrow(), outcome,
        sent ? Optional.empty() : Optional.of(outcome), state, Rows.instant(row, 10), Rows.instant(row, 12));
  }

  /** What was sent long ago has no rows any more. */
  private static String state(boolean waits, String delivery) {
    return switch (delivery) {
      case null -> waits ? "waiting" : "published";
      case "sent" -> "delivered";
      case "dead", "discarded", "expired" -> UNDELIVERABLE;
      default -> "sending";
    };
  }

  private static OffsetDateTime midnight(LocalDate date) {
    return date.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
