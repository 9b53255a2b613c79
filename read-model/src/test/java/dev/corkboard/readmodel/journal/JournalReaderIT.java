package dev.corkboard.readmodel.journal;

import static dev.corkboard.readmodel.Samples.tweeted;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.TestJournal.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JournalReaderIT {
  private static final Duration LATE = Duration.ofSeconds(15);

  private TestDatabase database;
  private HikariDataSource readers;
  private TestJournal journal;
  private JournalReader reader;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    journal = new TestJournal(database.pool());
    readers = database.where().journalReaderPool("reader", 2);
    reader = new JournalReader(readers, TestJournal.DECODER);
  }

  @AfterEach
  void stop() {
    readers.close();
    database.close();
  }

  @Test
  void lateCommitIsNotMissed() throws Exception {
    try (Connection late = database.where().migrationPool().getConnection()) {
      late.createStatement().execute("set idle_in_transaction_session_timeout = 0");
      late.setAutoCommit(false);
      TestJournal.write(late, List.of(entry("late")));
      Instant commit = Instant.now().plus(LATE);
      List<String> seen = new ArrayList<>();
      Position position = Position.START;
      for (int i = 0; Instant.now().isBefore(commit); i++) {
        journal.write("tweet", "other" + i, 1, tweeted("other" + i, "in time"));
        position = readOn(position, seen);
        Thread.sleep(50);
      }
      late.commit();
      readOn(position, seen);
      assertThat(seen).contains("late", "other0", "other1", "other100").doesNotHaveDuplicates();
      assertThat(seen).hasSize(Integer.parseInt(database.text("select count(*) from journal.event_journal")));
    }
  }

  @Test
  void burntNumberStallsNothing() throws Exception {
    journal.write("tweet", "one", 1, tweeted("one", "1"));
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      TestJournal.write(connection, List.of(entry("burnt")));
      connection.rollback();
    }
    journal.write("tweet", "two", 1, tweeted("two", "2"));
    assertThat(ids(after(Position.START))).containsExactly("one", "two");
  }

  @Test
  void readsOnFromAnyPosition() {
    for (int i = 0; i < 5; i++)
      journal.write("tweet", "t" + i, 1, tweeted("t" + i, "text"));
    JournalPage first = reader.after(Position.START, kinds("tweet"), 2);
    assertThat(ids(first)).containsExactly("t0", "t1");
    Position end = Position.parse(first.end().toString()).orElseThrow();
    assertThat(ids(after(end))).containsExactly("t2", "t3", "t4");
    assertThat(after(after(Position.START).end()).isEmpty()).isTrue();
  }

  @Test
  void severalKindsAreMergedInCommitOrder() {
    for (int i = 0; i < 6; i++)
      journal.write(i % 2 == 0 ? "tweet" : "other", "t" + i, 1, tweeted("t" + i, "text"));
    journal.write("unread", "x", 1, tweeted("x", "text"));
    assertThat(ids(reader.after(Position.START, kinds("tweet", "other"), 5))).containsExactly("t0", "t1", "t2", "t3",
        "t4");
  }

  @Test
  void rubbishIsHandedOnAsUnreadable() {
    journal.writeRubbish("tweet", "bad", 1);
    journal.write("tweet", "good", 1, tweeted("good", "text"));
    JournalPage page = after(Position.START);
    assertThat(ids(page)).containsExactly("good");
    assertThat(page.unreadable()).singleElement().satisfies(event -> assertThat(event.id()).isEqualTo("bad"));
  }

  @Test
  void pageOfLongEventsEndsEarly() {
    database.execute("""
        insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
          event_ser_manifest, event_payload)
        select 'tweet|long' || i, 1, 'test', 0, 1, 'test', convert_to(repeat('x', 250000), 'UTF8')
        from generate_series(1, 20) i""");
    int events = after(Position.START).unreadable().size();
    assertThat(events).isEqualTo(4);
  }

  @Test
  void headTellsHowFarAReaderIsBehind() throws Exception {
    for (int i = 0; i < 3; i++)
      journal.write("tweet", "t" + i, 1, tweeted("t" + i, "text"));
    JournalPage first = reader.after(Position.START, kinds("tweet"), 1);
    JournalHead head = reader.head(first.end(), kinds("tweet"));
    assertThat(head.lagEvents()).isEqualTo(2);
    assertThat(head.newest()).isEqualTo(head.readable()).isEqualTo(after(Position.START).end());
    assertThat(reader.head(head.newest(), kinds("tweet")).lagEvents()).isZero();
  }

  @Test
  void pagesBackInTimeAndOfOneEntityEndWhereTheyBegan() {
    for (int i = 1; i <= 3; i++) {
      journal.write("tweet", "a", i, tweeted("a", "text"));
      journal.write("tweet", "b", i, tweeted("b", "text"));
    }
    JournalPage all = reader.before(Position.END, kinds("tweet"), 10, 1 << 20);
    assertThat(ids(all)).containsExactly("b", "a", "b", "a", "b", "a");
    assertThat(ids(reader.before(all.events().get(1).position(), kinds("tweet"), 2, 1 << 20))).containsExactly("b",
        "a");
    assertThat(reader.before(all.end(), kinds("tweet"), 2, 1 << 20).isEmpty()).isTrue();
    Position between = all.events().get(2).position(); // the second of b
    assertThat(revisions(reader.ofEntity("tweet", "a", between, false, 10, 1 << 20))).containsExactly(3L);
    assertThat(revisions(reader.ofEntity("tweet", "a", between, true, 10, 1 << 20))).containsExactly(2L, 1L);
    assertThat(revisions(reader.ofEntity("tweet", "b", between, false, 10, 1 << 20))).containsExactly(3L);
    assertThat(revisions(reader.ofEntity("tweet", "b", between, true, 1, 1 << 20))).containsExactly(1L);
    assertThat(revisions(reader.ofEntity("tweet", "b", Position.START, false, 2, 1))).containsExactly(1L);
    assertThat(reader.ofEntity("tweet", "b", Position.START, true, 2, 1 << 20).isEmpty()).isTrue();
    assertThat(reader.ofEntity("tweet", "c", Position.END, true, 2, 1 << 20).isEmpty()).isTrue();
  }

  private static List<Long> revisions(JournalPage page) {
    return page.events().stream().map(JournalEvent::revision).toList();
  }

  @Test
  void pageIsReadByTheIndexAlone() {
    database.execute("""
        insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
          event_ser_manifest, event_payload)
        select k || '|' || i, 1, 'test', 0, 1, 'test', '\\x00'
        from generate_series(1, 25000) i, unnest(array['post', 'sprint', 'task', 'tweet']) k""");
    for (String statistics : List.of("", "analyze journal.event_journal")) {
      if (!statistics.isEmpty()) database.execute(statistics);
      for (TreeSet<String> kinds : List.of(kinds("task"), kinds("post", "sprint", "task", "tweet"))) {
        for (String sql : List.of(JournalReader.pageSql(kinds.size()), JournalReader.pageBackSql(kinds.size())))
          assertThat(plan(sql, kinds)).contains(" using event_journal_reading").doesNotContain("Seq Scan")
              .doesNotContainPattern("(?<!Incremental )Sort  ")
              .contains("Index Cond: ((kind = 'task'::text) AND (ROW(");
      }
    }
  }

  private String plan(String sql, TreeSet<String> kinds) {
    return Sql.with(readers, connection -> plan(connection, sql, kinds));
  }

  private static String plan(Connection connection, String sql, TreeSet<String> kinds) throws SQLException {
    try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
      int index = 1;
      for (String kind : kinds) {
        explain.setString(index++, kind);
        explain.setString(index++, "700");
        explain.setLong(index++, 50_000);
        explain.setInt(index++, 500);
      }
      explain.setInt(index++, 500);
      explain.setInt(index, 1_000_000);
      StringBuilder plan = new StringBuilder();
      try (ResultSet row = explain.executeQuery()) {
        while (row.next())
          plan.append(row.getString(1)).append('\n');
      }
      return plan.toString();
    }
  }

  private Position readOn(Position position, List<String> seen) {
    JournalPage page = after(position);
    seen.addAll(ids(page));
    return page.end();
  }

  private JournalPage after(Position position) {
    return reader.after(position, kinds("tweet"), 500);
  }

  private static Entry entry(String id) {
    return new Entry("tweet", id, 1, tweeted(id, "text"));
  }

  private static List<String> ids(JournalPage page) {
    return page.events().stream().map(JournalEvent::id).toList();
  }

  private static TreeSet<String> kinds(String... kinds) {
    return new TreeSet<>(List.of(kinds));
  }
}
