package dev.corkboard.readmodel.store;

import static dev.corkboard.readmodel.Samples.STAMP;
import static dev.corkboard.readmodel.Samples.tweeted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.domain.tweet.TweetEvent;
import dev.corkboard.domain.tweet.TweetId;
import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.TestDatabase;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.journal.TestJournal;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Replay;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.task.TaskProjection;
import dev.corkboard.readmodel.tweet.TweetProjection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store is restored in every way, and noticed. */
class StoreCheckIT {
  /** As COPY does: the row says what it said, and another transaction has written it. */
  private static final String COPIED = "update journal.store set since = since; update views.store set board = board";

  private static final String ROWS = "select string_agg(id || ' ' || revision, ', ' order by id) from views.tweet";

  private static final String EMPTY = """
      truncate journal.store, views.store, views.tweet, journal.event_journal, journal.snapshot, projection.dead_event,
        projection.pekko_projection_offset_store;
      update projection.view_version set shape = 1 where shape = 0""";

  private static TestDatabase database;
  private static TestDatabase apart;
  private static HikariDataSource readers;
  private static TestJournal journal;

  @BeforeAll
  static void open() {
    database = TestDatabase.create();
    apart = TestDatabase.create();
    readers = database.where().journalReaderPool("reader", 2);
    journal = new TestJournal(database.pool());
  }

  @AfterAll
  static void close() {
    readers.close();
    apart.close();
    database.close();
  }

  @BeforeEach
  void empty() {
    database.execute(EMPTY);
    apart.execute(EMPTY);
  }

  @Test
  void newStoreGetsAnIdentityThatTheNextStartsKeep() {
    StoreIdentity first = check();
    assertThat(first.plainPositions()).isFalse();
    assertThat(first.epoch()).matches("[0-9a-f]{16}");
    write(1, 3);
    show();
    assertThat(check()).isEqualTo(first);
    assertThat(look().restored()).isEmpty();
    assertThat(database.text("select count(*) from projection.view_version where shape = 0")).isEqualTo("0");
  }

  @Test
  void positionsOfAnOlderReleaseCountOnWhereTheyWereGiven() {
    write(1, 2);
    show();
    assertThat(check().plainPositions()).isTrue();
    database.execute(COPIED);
    assertThat(check().plainPositions()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {COPIED, "update journal.store set system_identifier = '1', written_by = default",
      "update journal.store set timeline = '00000009', written_by = default",
      "update journal.store set database_oid = '1', written_by = default",
      "update journal.event_journal set xid = (xid::text::bigint + 4294967296)::text::xid8"})
  void restoredStoreGetsALaterEpochOnceAndKeepsItsViews(String restored) {
    StoreIdentity before = check();
    write(1, 3);
    show();
    database.execute(restored);
    assertThat(look().restored()).isPresent();
    StoreIdentity after = check();
    assertThat(after.epoch()).isGreaterThan(before.epoch());
    assertThat(after.board()).isEqualTo(before.board());
    assertThat(check()).isEqualTo(after);
    assertThat(look().restored()).isEmpty();
    assertThat(database.text("select count(*) from projection.view_version where shape = 0")).isEqualTo("0");
    write(4, 4);
    show();
    assertThat(database.text(ROWS)).isEqualTo("t1 1, t2 1, t3 1, t4 1");
  }

  /** The old code left the view where it was: it never saw an event again, and said that it was behind by none. */
  @Test
  void viewGoesOnThatWasBehindWhenItWasDumped() {
    check();
    write(1, 3);
    show();
    write(4, 5);
    journal.write("tweet", "t1", 2, new TweetEvent.Deleted(new TweetId("t1"), Optional.empty(), STAMP));
    database.execute("insert into projection.dead_event values ('tweets', 'tweet', 't5', 1, 'old', 'why')");
    Position stood = Position.parse(database.text(
        "select current_offset from projection.pekko_projection_offset_store")).orElseThrow();
    database.execute("""
        update journal.event_journal set xid = (xid::text::bigint + 4294967296)::text::xid8;
        update projection.pekko_projection_offset_store set current_offset = '%s';
        insert into journal.snapshot values ('tweet|t1', 9, 1, 1, 'm', '')"""
        .formatted(new Position(stood.xid() + (1L << 32), stood.ordering())));
    database.execute(COPIED);
    check();
    assertThat(database.text("select count(*) from journal.event_journal where xid <> '0'")).isEqualTo("0");
    assertThat(database.text("select position from projection.dead_event")).matches("0{16}-[0-9a-f]{16}");
    assertThat(database.text("select count(*) from journal.snapshot")).isEqualTo("0");
    database.execute("truncate projection.dead_event");
    assertThat(show()).isEqualTo(3);
    write(6, 6);
    assertThat(show()).isEqualTo(1);
    assertThat(database.text(ROWS)).isEqualTo("t1 2, t2 1, t3 1, t4 1, t5 1, t6 1");
  }

  @Test
  void viewThatIsAheadOfTheJournalIsBuiltAgain() {
    StoreIdentity before = check();
    write(1, 3);
    show();
    database.execute("delete from journal.event_journal where persistence_id = 'tweet|t3'");
    assertThat(look().restored().orElseThrow()).contains("tweets");
    assertThat(check().epoch()).isGreaterThan(before.epoch());
    assertThat(toBeBuilt(database)).isEqualTo("tweets");
    assertThat(database.text("select count(*) from projection.pekko_projection_offset_store")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"update journal.store set since = since", "delete from views.store",
      "update views.store set epoch = '0', written_by = default"})
  void viewsThatWereNotRestoredWithTheJournalAreBuiltAgain(String partly) {
    check();
    write(1, 3);
    show();
    database.execute("create schema old_tweets");
    database.execute(partly);
    check();
    assertThat(toBeBuilt(database)).isEqualTo("tasks, tweets");
    assertThat(database.text("select count(*) from pg_namespace where nspname = 'old_tweets'")).isEqualTo("0");
    database.execute("update projection.view_version set shape = 1 where shape = 0");
    check();
    assertThat(toBeBuilt(database)).isEmpty();
  }

  @Test
  void viewsOfAnotherBoardAreRefusedInOneLine() {
    check();
    String store = database.text("select store::text from journal.store");
    database.execute("update views.store set board = 'other', written_by = default");
    assertThatThrownBy(StoreCheckIT::check).isInstanceOf(StoreRefused.class).hasMessageContaining("different boards")
        .hasMessageNotContaining("\n");
    assertThat(database.text("select store::text from journal.store")).isEqualTo(store);
  }

  @Test
  void viewsInAnotherDatabaseAreBuiltAgainWhenTheJournalWasRestored() {
    StoreCheck check = new StoreCheck(database.pool(), apart.pool(), views(apart.pool()));
    StoreIdentity first = check.run();
    write(1, 3);
    views(apart.pool()).forEach(StoreCheckIT::show);
    assertThat(check.run()).isEqualTo(first);
    assertThat(toBeBuilt(apart)).isEmpty();
    database.execute("update journal.store set timeline = '00000009', written_by = default");
    StoreIdentity second = check.run();
    assertThat(toBeBuilt(apart)).isEqualTo("tasks, tweets");
    assertThat(apart.text("select epoch from views.store")).isEqualTo(second.epoch());
  }

  @Test
  void viewsInAnotherDatabaseThatWereRestoredAloneCatchUp() {
    StoreCheck check = new StoreCheck(database.pool(), apart.pool(), views(apart.pool()));
    StoreIdentity first = check.run();
    apart.execute("update views.store set board = board");
    assertThat(check.run()).isEqualTo(first);
    assertThat(apart.text("select xmin = written_by::xid from views.store")).isEqualTo("t");
    assertThat(toBeBuilt(apart)).isEmpty();
    apart.execute("update views.store set board = 'other', written_by = default");
    assertThatThrownBy(check::run).isInstanceOf(StoreRefused.class).hasMessageContaining("READ_DB_URL")
        .hasMessageNotContaining("\n");
  }

  @Test
  void nodesThatStartAtOnceAgree() {
    check();
    write(1, 2);
    database.execute(COPIED);
    List<CompletableFuture<StoreIdentity>> all = Stream.of(1, 2, 3)
        .map(node -> CompletableFuture.supplyAsync(StoreCheckIT::check)).toList();
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void identityStaysWhenTheRowIsMovedByAVacuum() {
    StoreIdentity first = check();
    database.execute("vacuum full freeze journal.store");
    assertThat(check()).isEqualTo(first);
  }

  @Test
  void nodeOpensNoConnectionToAnotherStore() throws SQLException {
    StoreFence fence = StoreFence.ofJournal(check());
    try (HikariDataSource fenced = database.where().behind(fence).pool("fenced", 2);
        Connection open = fenced.getConnection()) {
      fence.check(open);
      database.execute(COPIED);
      check();
      assertThatThrownBy(() -> fence.check(open)).matches(StoreFence::isOtherStore);
      fenced.evictConnection(open);
      assertThatThrownBy(() -> drain(fenced)).matches(StoreFence::isOtherStore);
    }
  }

  @Test
  void whatMayNotBeAskedIsLeftOut() throws SQLException {
    StoreIdentity known = check();
    database.execute("revoke execute on function pg_control_system() from public");
    database.execute("revoke execute on function pg_walfile_name(pg_lsn) from public");
    database.execute("drop role if exists humble");
    database.execute("create role humble");
    database.execute("grant usage on schema journal to humble");
    database.execute("grant select on journal.store to humble");
    LiveServer asked = Sql.with(database.pool(), connection -> {
      connection.createStatement().execute("set role humble");
      try {
        LiveServer server = LiveServer.of(connection);
        StoreFence.ofJournal(known.on(server)).check(connection);
        return server;
      } finally {
        connection.createStatement().execute("reset role");
      }
    });
    assertThat(asked.system()).isEmpty();
    assertThat(asked.timeline()).isEmpty();
    assertThat(asked.or(known.server())).isEqualTo(known.server());
    database.execute("grant execute on function pg_control_system(), pg_walfile_name(pg_lsn) to public");
    database.execute("drop owned by humble");
    database.execute("drop role humble");
  }

  /** Connections that are open stay. */
  private static void drain(HikariDataSource pool) throws SQLException {
    try (Connection one = pool.getConnection(); Connection other = pool.getConnection()) {
      throw new AssertionError("a connection was opened: " + one + other);
    }
  }

  private static StoreIdentity check() {
    return new StoreCheck(database.pool(), database.pool(), views(database.pool())).run();
  }

  private static StoreLook look() {
    return StoreLook.at(database.pool(), database.pool(), views(database.pool()));
  }

  private static List<View> views(DataSource where) {
    return List.of(new View("tweets", Set.of("tweet"), "views", TweetProjection.TABLES, where, AfterCommit.NOTHING),
        new View("tasks", Set.of("task"), "views", TaskProjection.TABLES, where, AfterCommit.NOTHING));
  }

  private static String toBeBuilt(TestDatabase where) {
    return where.text("select coalesce(string_agg(view, ', ' order by view), '') from projection.view_version"
        + " where shape = 0");
  }

  private static void write(int from, int to) {
    for (int i = from; i <= to; i++)
      journal.write("tweet", "t" + i, 1, tweeted("t" + i, "text"));
  }

  private static long show() {
    return show(views(database.pool()).getFirst());
  }

  private static long show(View view) {
    return Replay.run(new JournalReader(readers, TestJournal.DECODER), view, taken -> {
    });
  }
}
