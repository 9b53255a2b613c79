package dev.corkboard.service.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportIT {
  private static final Meter UNSEEN = (done, all) -> {
  };

  /** Rows that are easily spoilt on the way. */
  private static final String ODD_ROWS = """
      insert into accounts.account select 'id' || n, 'name' || n, 'Name' || n || '@example.org',
        E'tab\\t line\\n \\\\ \\\\N back\\r "quote" \\u0001', '😀', 'UTC', 7, n % 2 = 0, false, true, '$argon2id$' || n,
        '2026-11-21 10:00:00.123456+00' from generate_series(1, 3) n;
      insert into journal.idempotency_key values ('anna', '/api/posts', 'k~!', 'r', '\\x00ff80', now()),
        ('anna', '/api/posts', 'free', 'r', '', now());
      insert into reminder.subscriber values ('anna', 'a@b.c', 'UTC', 7, true, true, now(), null, '2026-11-22',
        now(), null), ('ben', 'b@b.c', 'UTC', 7, true, true, now(), '2026-11-20', '2026-11-22', now(), '2026-11-19');
      insert into reminder.decision values ('task:1:x', 'task', null, 't', null, now(), now(), 'not-assigned'),
        ('digest:anna:2026-11-20', 'digest', 'anna', null, '2026-11-20', now(), now(), 'sent');
      insert into reminder.delivery (message_id, kind, username, state, attempts)
        values ('digest:anna:2026-11-20', 'digest', 'anna', 'sent', 1), ('reset', 'password-reset', 'anna', 'retry', 1);
      insert into reminder.outbox (message_id, kind, exchange, routing_key, payload, due_at, sent_at) values
        ('digest:anna:2026-11-20', 'digest', 'e', 'r', '{}', now(), now()),
        ('waits', 'digest', 'e', 'r', '{}', now(), null),
        ('on its way', 'digest', 'e', 'r', '{}', now(), now()),
        ('long ago', 'digest', 'e', 'r', '{}', now(), now() - interval '8 days'),
        ('secret', 'password-reset', 'e', 'r', '{"token": "x"}', now(), null)""";

  private static final String COUNTS = """
      select (select count(*) from accounts.account) || ' ' || (select count(*) from journal.idempotency_key) || ' '
        || (select count(*) from journal.event_journal) || ' ' || (select count(*) from reminder.decision)""";

  @TempDir
  private Path folder;

  private final CarryDatabase store = new CarryDatabase();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void whatWasExportedIsExportedAgainAfterAnImport() throws Exception {
    try (CarryDatabase source = new CarryDatabase()) {
      Import.load(source.pool(), file(new SampleFile().tweet("a", 1).tweet("b", 1).tweet("a", 2).end()), UNSEEN);
      source.execute(ODD_ROWS);
      byte[] first = export(source);
      Import.load(store.pool(), file(first), UNSEEN);
      byte[] second = export(store);
      assertThat(rows(second)).hasSize(15).isEqualTo(rows(first));
    }
  }

  @Test
  void messagesWithoutAnEndAreCarriedAndWaitAgain() throws Exception {
    try (CarryDatabase source = new CarryDatabase()) {
      source.execute(ODD_ROWS);
      Import.load(store.pool(), file(export(source)), UNSEEN);
    }
    assertThat(store.text("""
        select string_agg(message_id, ', ' order by message_id) from reminder.outbox
        where sent_at is null and leased_till is null""")).isEqualTo("on its way, waits");
    assertThat(store.text("select string_agg(message_id, ', ') from reminder.delivery"))
        .isEqualTo("digest:anna:2026-11-20");
  }

  @Test
  void peopleOfAnOlderFileAreConfirmed() throws Exception {
    Import.load(store.pool(), file(new SampleFile(1).account("anna").end()), UNSEEN);
    assertThat(store.text("select email_confirmed and pending_email is null from accounts.account")).isEqualTo("t");
  }

  /** An older release took them; a mail to (x)bob@… would go to bob@…. */
  @Test
  void peopleWhoseAddressCannotBeMailedAreNotConfirmed() throws Exception {
    SampleFile older = new SampleFile(1);
    ObjectNode bob = older.accountRow("bob").put("email", "(x)bob@example.org");
    Import.load(store.pool(), file(older.row(CarriedTable.ACCOUNT, bob).end()), UNSEEN);
    assertThat(store.text("select email_confirmed from accounts.account")).isEqualTo("f");
  }

  @Test
  void fileOfAnOlderFormatHasNoColumnsOfTheNewOne() throws Exception {
    byte[] file = new SampleFile(1).row(CarriedTable.ACCOUNT, SampleFile.object().put("pending_email", "a@b.c")).end();
    assertThatThrownBy(() -> Import.load(store.pool(), file(file), UNSEEN)).isInstanceOf(CarryException.class);
    assertNothing();
  }

  @Test
  void eventsKeepTheirOrderAndComeBeforeAllLaterOnes() throws Exception {
    Import.load(store.pool(), file(SampleFile.small()), UNSEEN);
    assertThat(store.text("""
        select string_agg(xid || ' ' || ordering || ' ' || persistence_id || ' ' || sequence_number, ', '
          order by xid, ordering) from journal.event_journal"""))
        .isEqualTo("0 1 tweet|a 1, 0 2 tweet|a 2, 0 3 tweet|b 1");
    assertThat(store.text("select nextval('journal.event_journal_ordering_seq')")).isEqualTo("4");
  }

  @Test
  void storeWithAnythingInItIsRefusedAndLeftAlone() throws Exception {
    Path file = file(SampleFile.small());
    for (String row : List.of(
        "insert into projection.pekko_projection_offset_store values ('a', 'b', 'c', 'STR', false, 1)",
        "insert into views.tweet values ('a', 't', 'a', now(), 1, false, '')", ODD_ROWS)) {
      store.execute(row);
      String before = store.text(COUNTS);
      assertThatThrownBy(() -> Import.load(store.pool(), file, UNSEEN)).isInstanceOf(CarryException.class)
          .hasMessageContaining("The store is not empty");
      assertThatThrownBy(() -> Import.requireEmpty(store.pool())).isInstanceOf(CarryException.class);
      assertThat(store.text(COUNTS)).isEqualTo(before);
      store.execute("truncate projection.pekko_projection_offset_store, views.tweet");
    }
  }

  @Test
  void keysThatAStartMakesAreNothingYet() throws Exception {
    store.execute("insert into accounts.signing_key values ('k', '\\x00', now())");
    Import.load(store.pool(), file(SampleFile.small()), UNSEEN);
    assertThat(store.events()).isEqualTo(3);
  }

  @Test
  void journalWithAHoleIsRefused() throws Exception {
    for (SampleFile bad : List.of(new SampleFile().tweet("a", 2), new SampleFile().tweet("a", 2).tweet("a", 1))) {
      Path file = file(bad.end());
      assertThatThrownBy(() -> Import.load(store.pool(), file, UNSEEN)).isInstanceOf(CarryException.class)
          .hasMessageContaining("event 1 of tweet|a is missing");
      assertNothing();
    }
    Path holed = file(new SampleFile().account("anna").tweet("a", 1).tweet("a", 3).end());
    assertThatThrownBy(() -> Import.load(store.pool(), holed, UNSEEN))
        .hasMessageContaining("event 2 of tweet|a is missing");
    assertNothing();
  }

  @Test
  void rowThatStandsTwiceIsRefused() throws Exception {
    Path file = file(new SampleFile().account("anna").tweet("a", 1).tweet("a", 1).end());
    assertThatThrownBy(() -> Import.load(store.pool(), file, UNSEEN)).isInstanceOf(CarryException.class)
        .hasMessageContaining("does not take").hasMessageNotContaining("\n");
    assertNothing();
  }

  @Test
  void fileThatIsSpoiltBetweenTheLooksStoresNothing() throws Exception {
    byte[] bad = SampleFile.small();
    bad[bad.length - 20] ^= 1;
    assertThatThrownBy(() -> Import.load(store.pool(), file(bad), UNSEEN)).isInstanceOf(CarryException.class);
    assertNothing();
  }

  @Test
  void ofTwoImportsAtOnceOneWins() throws Exception {
    Path file = file(SampleFile.small());
    List<CompletableFuture<Boolean>> both = Stream.of(1, 2)
        .map(number -> CompletableFuture.supplyAsync(() -> loads(file))).toList();
    assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
    assertThat(store.events()).isEqualTo(3);
  }

  @Test
  void importThatDiesInTheMiddleLeavesNothing() throws Exception {
    SampleFile many = new SampleFile().account("anna");
    for (int i = 0; i < 5_000; i++)
      many.tweet("t" + i, 1);
    Path file = file(many.end());
    AtomicBoolean killed = new AtomicBoolean();
    Meter killer = (done, all) -> {
      if (killed.getAndSet(true)) return;
      store.text("""
          select count(pg_terminate_backend(pid)) from pg_stat_activity
          where datname = current_database() and query like 'copy%'""");
    };
    assertThatThrownBy(() -> Import.load(store.pool(), file, killer)).isInstanceOf(CarryException.class)
        .hasMessageContaining("nothing is stored");
    assertThat(killed).isTrue();
    assertNothing();
    Import.load(store.pool(), file, UNSEEN);
    assertThat(store.events()).isEqualTo(5_000);
  }

  /** What a later migration adds must be carried or named here. */
  @Test
  void everyColumnIsCarriedOrKnowinglyLeftBehind() {
    String carried = String.join(" ",
        Stream.of(CarriedTable.values()).map(table -> table.table() + ":" + table.columns()
            .stream().map(CarriedTable.Column::name).sorted().toList()).sorted().toList());
    String there = store.text("""
        select string_agg(line, ' ' order by line collate "C") from (
          select table_schema || '.' || table_name || ':[' ||
            string_agg(column_name, ', ' order by column_name collate "C") || ']' as line
          from information_schema.columns
          where table_schema in ('journal', 'accounts', 'reminder')
            and table_schema || '.' || table_name not in ('journal.schema_history', 'journal.snapshot', 'journal.store',
              'accounts.session', 'accounts.refresh_token', 'accounts.signing_key', 'accounts.link_key', 'accounts.wrong_password',
              'accounts.password_reset', 'accounts.reset_request', 'accounts.email_confirmation', 'accounts.limited_request',
              'accounts.invitation',
              'reminder.task')
            and table_name || '.' || column_name not in ('event_journal.ordering', 'event_journal.xid',
              'event_journal.kind', 'outbox.sent_at', 'outbox.leased_till', 'idempotency_key.attempts')
          group by table_schema, table_name) tables""");
    assertThat(carried).isEqualTo(there);
  }

  private boolean loads(Path file) {
    try {
      Import.load(store.pool(), file, UNSEEN);
      return true;
    } catch (CarryException refused) {
      return false;
    }
  }

  private void assertNothing() {
    assertThat(store.text(COUNTS)).isEqualTo("0 0 0 0");
  }

  private byte[] export(CarryDatabase from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Export.write(from.pool(), "test", Instant.EPOCH, UNSEEN, out);
    return out.toByteArray();
  }

  /** All lines but the header and the end. */
  private static List<String> rows(byte[] file) {
    List<String> lines = SampleFile.lines(file);
    return lines.subList(1, lines.size() - 1);
  }

  private Path file(byte[] bytes) throws IOException {
    Path file = folder.resolve("export.jsonl");
    Files.write(file, bytes);
    return file;
  }
}
