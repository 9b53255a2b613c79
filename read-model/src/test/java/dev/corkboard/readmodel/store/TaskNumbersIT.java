package dev.corkboard.readmodel.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.Migrations;
import dev.corkboard.readmodel.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store from before tasks had numbers. */
final class TaskNumbersIT {
  private static final String PAYLOADS = """
      select string_agg(convert_from(event_payload, 'UTF8'), ' ' order by ordering) from journal.event_journal""";

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    database.execute("drop schema journal, accounts, reminder, projection cascade");
    Flyway.configure().dataSource(database.pool()).defaultSchema("journal").table("schema_history")
        .locations("classpath:db/main").target("17").load().migrate();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void olderTasksAreNumberedAsTheyWereStoredAndLaterOnesAfterThem() {
    database.execute("truncate journal.event_journal restart identity");
    created("b", "{\"id\":\"b\",\"content\":{\"name\":\"\\\"number\\\":9 é \\u0000\"}}");
    event("task", "b", 2, "task-changed", "{\"id\":\"b\"}");
    event("post", "p", 1, "post-created", "{\"id\":\"p\"}");
    created("a", "{\"id\":\"a\"}");
    Migrations.main(database.pool());
    assertThat(database.text(PAYLOADS))
        .isEqualTo("{\"number\":1,\"id\":\"b\",\"content\":{\"name\":\"\\\"number\\\":9 é"
            + " \\u0000\"}} {\"id\":\"b\"} {\"id\":\"p\"} {\"number\":2,\"id\":\"a\"}");
    assertThat(database.text("select xid = '0' from journal.event_journal limit 1")).isEqualTo("f");
    assertThat(database.text("select nextval('journal.task_number')")).isEqualTo("3");
  }

  @Test
  void eventOfAnOlderNodeGetsANumberWhenItIsStored() {
    Migrations.main(database.pool());
    created("a", "{\"id\":\"a\"}");
    created("b", "{\"id\":\"b\",\"number\":17,\"content\":{}}");
    event("task", "a", 2, "task-changed", "{\"id\":\"a\"}");
    assertThat(database.text(PAYLOADS)).isEqualTo(
        "{\"number\":1,\"id\":\"a\"} {\"id\":\"b\",\"number\":17,\"content\":{}} {\"id\":\"a\"}");
  }

  @Test
  void numbersGoOnAfterTheGreatestInTheJournal() {
    Migrations.main(database.pool());
    assertThat(database.text("select journal.settle_task_numbers()")).isNullOrEmpty();
    assertThat(database.text("select nextval('journal.task_number')")).isEqualTo("1");
    created("b", "{\"id\":\"b\",\"number\":17,\"content\":{}}");
    database.text("select journal.settle_task_numbers()");
    assertThat(database.text("select nextval('journal.task_number')")).isEqualTo("18");
    database.text("select journal.settle_task_numbers()");
    assertThat(database.text("select nextval('journal.task_number')")).isEqualTo("19");
  }

  private void created(String task, String payload) {
    event("task", task, 1, "task-created", payload);
  }

  private void event(String kind, String id, long revision, String name, String payload) {
    database.execute("insert into journal.event_journal (persistence_id, sequence_number, writer, event_ser_id,"
        + " event_ser_manifest, event_payload) values (?, ?, 'w', 7001, ?, convert_to(?, 'UTF8'))", kind + "|" + id,
        revision, name, payload);
  }
}
