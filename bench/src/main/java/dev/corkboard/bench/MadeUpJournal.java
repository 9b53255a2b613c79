package dev.corkboard.bench;

import dev.corkboard.readmodel.Sql;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A journal of any size, made by PostgreSQL itself: entities of one kind, with ten events each where the kind has
 * changes, in the order in which people would have made them.
 */
final class MadeUpJournal {
  private static final String STAMP = """
      '"stamp":{"by":"user' || i % 50 || '","at":"' || at || '","request_id":"7ec990ac-4ad8-476e-9bfb-e03dcb28bbbb"}}'""";

  private static final String TASK = """
      case when r = 1 then '"content":{"name":"Task number ' || i || '","description":"some words of a description which '
          || 'tells what is to be done and why, about task ' || i || '","sprint":"' || sprint || '","status":"todo","order":'
          || i || '.5,"assigned":"user' || i % 50 || '","started":null,"due":"2026-12-01","completed":null,'
          || '"remind_at":null,"labels":["l' || i % 20 || '"]},'
        when r % 3 = 0 then '"changes":{"order":{"from":' || i || '.5,"to":' || i::bigint * r || '.25}},'
        when r = 5 then '"changes":{"name":{"from":"Task number ' || i || '","to":"Task number ' || i
          || ' renamed"},"labels":{"from":["l' || i % 20 || '"],"to":["l1","l2"]}},'
        else '"changes":{"assigned":{"from":"user' || i % 50 || '","to":"user' || i * r % 50
          || '"},"due":{"from":"2026-12-01","to":"2026-12-' || 10 + r % 20 || '"}},' end""";

  private static final String POST = """
      case when r = 1 then '"content":{"title":"Post number ' || i || '","content":"' || repeat('some words about it ', 15)
          || i || '"},'
        else '"changes":{"title":{"from":"Post number ' || i || '","to":"Post number ' || i || ' again ' || r || '"}},' end""";

  private static final String SPRINT = """
      case when r = 1 then '"content":{"name":"Sprint ' || i || '","description":"what it is about ' || i
          || '","start":"2026-01-01","end":"2026-12-01"},'
        else '"changes":{"end":{"from":"2026-12-01","to":"2026-12-' || 10 + r % 20 || '"}},' end""";

  private static final String TWEET = """
      '"content":{"text":"Tweet number ' || i || ' says something short"},'""";

  private static final Map<String, String> PARTS = Map.of("task", TASK, "post", POST, "sprint", SPRINT, "tweet", TWEET);

  private static final String FILL = """
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, event_payload)
      select '{kind}|' || id, r, 'fe1afd60-1a21-4ba3-ab4e-aa0d5deb4a0f', 1767225600000, 7001,
        case when r = 1 then '{kind}-created' else '{kind}-changed' end,
        convert_to('{"id":"' || id || '",' || {part} || {stamp}, 'utf8')
      from (select i, r, lpad(to_hex(1767225600000 + i::bigint * 1000), 12, '0') as h,
              lpad(to_hex(1767225600000 + i % {sprints} * 604800000::bigint), 12, '0') as s,
              to_char(timestamp '2026-01-01' + i * interval '1 second' + (r - 1) * interval '1 day',
                'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
            from generate_series(1, {entities}) i, generate_series(1, {events}) r) made,
        lateral (select substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-7000-8000-' || lpad(to_hex(i), 12, '0') as id,
          substr(s, 1, 8) || '-' || substr(s, 9, 4) || '-7000-8000-' || lpad(to_hex(i % {sprints}), 12, '0') as sprint) ids
      order by i / 2000 + r * 5, r, i""";

  private static final String IDS = "select split_part(persistence_id, '|', 2) from journal.event_journal"
      + " where sequence_number = 1";

  /** One a week. */
  static final int SPRINTS = 100;

  private MadeUpJournal() {}

  /** The id of a sprint that tasks are in, with the first of its time in front, as ids of ours have it. */
  static String sprint(int number) {
    String time = "%012x".formatted(1_767_225_600_000L + number * 604_800_000L);
    return "%s-%s-7000-8000-%012x".formatted(time.substring(0, 8), time.substring(8), number);
  }

  /** Adds so many events, more or less; the connection must take its time. */
  static void fill(DataSource database, String kind, int events) {
    int each = kind.equals("tweet") ? 1 : 10;
    fill(database, kind, events / each, each);
  }

  /** Adds so many entities with so many events each, tasks in {@link #SPRINTS}. */
  static void fill(DataSource database, String kind, int entities, int each) {
    fill(database, kind, entities, each, SPRINTS);
  }

  /** The same, with tasks in so many sprints. */
  static void fill(DataSource database, String kind, int entities, int each, int sprints) {
    String sql = FILL.replace("{part}", PARTS.get(kind)).replace("{stamp}", STAMP).replace("{kind}", kind)
        .replace("{sprints}", Integer.toString(sprints))
        .replace("{entities}", Integer.toString(entities)).replace("{events}", Integer.toString(each));
    Sql.with(database, connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
        return statement.execute("vacuum analyze journal.event_journal");
      }
    });
  }

  /** Of all entities that the journal has. */
  static List<String> ids(DataSource database) {
    return Sql.with(database, connection -> {
      List<String> ids = new ArrayList<>();
      try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(IDS)) {
        while (row.next())
          ids.add(row.getString(1));
      }
      return ids;
    });
  }
}
