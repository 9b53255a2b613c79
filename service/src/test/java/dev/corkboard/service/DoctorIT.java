package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.carry.CarryDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is planted into a healthy store, found by its name, and taken out again. */
class DoctorIT {
  private static CarryDatabase store;

  @BeforeAll
  static void makeStore() throws Exception {
    store = CarryDatabase.withSmallBoard();
    store.execute("create table kept as select * from journal.event_journal");
    store.execute("create table history as select * from journal.schema_history");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void healthyStoreHasNoFault() {
    assertThat(faults()).noneMatch(line -> line.startsWith("FAIL"));
  }

  /** As the tests' PostgreSQL is, to be quick. */
  @Test
  void databaseThatMayForgetIsNamed() {
    assertThat(said()).contains("fsync is off: a crash can lose what was acknowledged.");
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '~', delimiter = ';', textBlock = """
      delete from journal.event_journal where persistence_id = 'tweet|a' and sequence_number = 1 ; A hole: tweet|a has 1 of 2
      update journal.event_journal set event_payload = '' where persistence_id = 'tweet|b' ; Event 1 of tweet|b cannot be read
      update journal.event_journal set persistence_id = 'song|b' where persistence_id = 'tweet|b' ; there is no kind song
      update journal.event_journal set xid = '99999999999' where persistence_id = 'tweet|b' ; restored from a dump
      insert into projection.dead_event values ('tweets', 'tweet', 'a', 1, 'p', 'the reason') ; could not take 1 events: the reason
      insert into projection.pekko_projection_offset_store values ('posts', 'all', '0000000000000009-0000000000000009', 'STR', false, 1) ; posts is ahead of the journal
      insert into reminder.outbox values ('m', 'digest', 'e', 'r', '{}', false, now() - interval '1 hour') ; 1 messages have waited
      delete from journal.schema_history where version = '4' ; The migration 4
      update journal.schema_history set checksum = 1 where version = '2' ; The migration 2 of journal is not the one
      """)
  void plantedFaultIsNamed(String plant, String named) {
    store.execute(plant);
    try {
      assertThat(faults()).anySatisfy(line -> assertThat(line).startsWith("FAIL").contains(named));
    } finally {
      store.execute("""
          truncate journal.event_journal, projection.dead_event, projection.pekko_projection_offset_store,
            reminder.outbox, journal.schema_history;
          insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
            event_ser_manifest, event_payload, ordering, xid)
          select persistence_id, sequence_number, writer, write_timestamp, event_ser_id, event_ser_manifest,
            event_payload, ordering, xid from kept;
          insert into journal.schema_history select * from history""");
    }
  }

  @Test
  void everyWrongSettingIsNamed() {
    Map<String, String> env = Map.of("DB_URL", "jdbc:other:x", "HTTP_PORT", "x", "SIGNUP", "maybe", "REDIS_URL", "foo",
        "DB_PASSWORD", "a", "DB_PASSWORD_FILE", "/b", "MAIL_FROM", "nobody at all");
    String said = said(examination -> assertThat(examination.run()).isFalse(), env);
    assertThat(said.lines()).allMatch(line -> line.startsWith("FAIL  settings"))
        .hasSize(6);
    assertThat(said).contains("DB_URL must begin", "HTTP_PORT must be", "SIGNUP must be", "REDIS_URL must be",
        "DB_PASSWORD and DB_PASSWORD_FILE are both set", "MAIL_FROM must be");
  }

  @Test
  void proxyThatIsNotNamedIsToldOf() {
    Map<String, String> env = Map.of("PUBLIC_URL", "https://board.example.org", "CORKBOARD_HOME", "/no/such/home");
    assertThat(settings(env)).startsWith("warn").contains("TRUSTED_PROXIES is not set");
    assertThat(settings(Map.of("PUBLIC_URL", "http://board.example.org"))).startsWith("warn");
    assertThat(settings(Map.of("PUBLIC_URL", "https://board.example.org", "TRUSTED_PROXIES", "10.0.0.9")))
        .startsWith("ok");
    assertThat(settings(Map.of("HTTP_PORT", "8081"))).startsWith("ok");
    assertThat(settings(Map.of("PUBLIC_URL", "http://board.example.org:8080"))).startsWith("ok");
  }

  private static String settings(Map<String, String> env) {
    return SettingsCheck.of(env).getFirst().line();
  }

  /** But for those of the tests' own PostgreSQL. */
  private static List<String> faults() {
    return said().lines().filter(line -> !line.startsWith("ok") && !line.contains("  database  ")).toList();
  }

  private static String said() {
    Map<String, String> env = Map.of("DB_URL", store.where().url(), "DB_USER", "postgres");
    return said(examination -> examination.database(Settings.from(env)), env);
  }

  private static String said(Consumer<Examination> work, Map<String, String> env) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    work.accept(new Examination(env, new Terminal(System.err, false),
        new PrintStream(out, true, StandardCharsets.UTF_8), true));
    return out.toString(StandardCharsets.UTF_8);
  }
}
