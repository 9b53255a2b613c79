package dev.corkboard.service.carry;

import static dev.corkboard.service.carry.ColumnType.BYTES;
import static dev.corkboard.service.carry.ColumnType.DATE;
import static dev.corkboard.service.carry.ColumnType.FLAG;
import static dev.corkboard.service.carry.ColumnType.INSTANT;
import static dev.corkboard.service.carry.ColumnType.TEXT;
import static dev.corkboard.service.carry.ColumnType.WHOLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that go into the file, in its order, and which of their rows and columns. Left out is what ends with an
 * installation (sessions, tokens, keys, failed sign-ins) and what is made again from the journal (views, snapshots).
 */
enum CarriedTable {

  ACCOUNT("accounts.account", "", "id",
      given("id", TEXT), given("username", TEXT), given("email", TEXT), given("first_name", TEXT),
      given("last_name", TEXT),
      given("time_zone", TEXT), given("digest_hour", WHOLE), given("digest", FLAG), given("is_admin", FLAG),
      given("is_active", FLAG), given("password_hash", TEXT), given("created_at", INSTANT),
      given("email_confirmed", FLAG).since(2, BooleanNode.TRUE),
      perhaps("pending_email", TEXT).since(2, NullNode.instance)),

  /** What pages remember for their users. */
  PREFERENCES("accounts.preferences", "", "account_id",
      given("account_id", TEXT).since(3, NullNode.instance),
      given("json", TEXT).since(3, NullNode.instance)), KEY("journal.idempotency_key", "", "username, path, key",
          given("username", TEXT), given("path", TEXT), given("key", TEXT), given("resource_id", TEXT),
          given("body_digest", BYTES),
          given("created_at", INSTANT)),

  /** In the order of commits; the row's transaction and number are given anew. */
  EVENT("journal.event_journal", "", "xid, ordering",
      given("persistence_id", TEXT), given("sequence_number", WHOLE), given("deleted", FLAG), given("writer", TEXT),
      perhaps("write_timestamp", WHOLE), perhaps("adapter_manifest", TEXT), given("event_ser_id", WHOLE),
      given("event_ser_manifest", TEXT), given("event_payload", BYTES), perhaps("meta_ser_id", WHOLE),
      perhaps("meta_ser_manifest", TEXT), perhaps("meta_payload", BYTES)),

  SUBSCRIBER("reminder.subscriber", "", "username",
      given("username", TEXT), given("email", TEXT), given("time_zone", TEXT), given("digest_hour", WHOLE),
      given("digest", FLAG), given("active", FLAG), given("since", INSTANT), perhaps("decided_date", DATE),
      given("next_date", DATE), given("next_at", INSTANT), perhaps("make_up_from", DATE),
      given("confirmed", FLAG).since(2, BooleanNode.TRUE)),

  DECISION("reminder.decision", "", "message_id",
      given("message_id", TEXT), given("kind", TEXT), perhaps("username", TEXT), perhaps("task", TEXT),
      perhaps("date", DATE),
      given("due_at", INSTANT), given("decided_at", INSTANT), given("outcome", TEXT)),

  /**
   * Messages that have not reached their end; they are published (again) by the new installation. Those about accounts
   * have a secret, and are asked for again.
   */
  MESSAGE("reminder.outbox", """
      where payload is not null and kind not in ('password-reset', 'confirm-email', 'invitation') and (sent_at is null or sent_at > now() - interval '7 days'
        and not exists (select from reminder.delivery d
          where d.message_id = outbox.message_id and d.state in ('sent', 'expired', 'dead', 'discarded')))""",
      "message_id",
      given("message_id", TEXT), given("kind", TEXT), given("exchange", TEXT), given("routing_key", TEXT),
      given("payload", TEXT), given("to_mailer", FLAG), given("due_at", INSTANT), given("created_at", INSTANT),
      perhaps("last_error", TEXT)),

  DELIVERY("reminder.delivery", "where kind not in ('password-reset', 'confirm-email', 'invitation')", "message_id",
      given("message_id", TEXT), given("kind", TEXT), given("username", TEXT), given("state", TEXT),
      given("attempts", WHOLE),
      perhaps("leased_till", INSTANT), perhaps("last_error", TEXT), given("created_at", INSTANT),
      perhaps("delivered_at", INSTANT), perhaps("dead_at", INSTANT), perhaps("body", BYTES));

  /**
   * A column of the file.
   *
   * @param since the first version of the format that has it
   * @param before what it holds for a row of a file from before
   */
  record Column(String name, ColumnType type, boolean nullable, int since, JsonNode before) {

    private Column since(int version, JsonNode before) {
      return new Column(name, type, nullable, version, before);
    }
  }

  private final String table;
  private final String condition;
  private final String order;
  private final List<Column> columns;

  CarriedTable(String table, String condition, String order, Column... columns) {
    this.table = table;
    this.condition = condition;
    this.order = order;
    this.columns = List.of(columns);
  }

  /** How many rows are in memory at once: some 10 MB at most, as an event has a megabyte, and a message 75 KB. */
  int fetched() {
    return switch (this) {
      case EVENT -> 10;
      case PREFERENCES, MESSAGE, DELIVERY -> 100;
      case ACCOUNT, KEY, SUBSCRIBER, DECISION -> 500;
    };
  }

  /** What its lines are called. */
  String line() {
    return name().toLowerCase(Locale.ROOT);
  }

  String table() {
    return table;
  }

  List<Column> columns() {
    return columns;
  }

  /** The first version of the format that has it. */
  int since() {
    return columns.stream().mapToInt(Column::since).min().orElseThrow();
  }

  String countSql() {
    return "select count(*) from " + table + " " + condition;
  }

  String selectSql() {
    return "select " + names(Stream.empty()) + " from " + table + " " + condition + " order by " + order;
  }

  /** For the columns of a line, and those that only the new row has. */
  String copySql(String... more) {
    return "copy " + table + " (" + names(Stream.of(more)) + ") from stdin";
  }

  private String names(Stream<String> more) {
    return Stream.concat(columns.stream().map(Column::name), more).collect(Collectors.joining(", "));
  }

  private static Column given(String name, ColumnType type) {
    return new Column(name, type, false, 1, NullNode.instance);
  }

  private static Column perhaps(String name, ColumnType type) {
    return new Column(name, type, true, 1, NullNode.instance);
  }
}
