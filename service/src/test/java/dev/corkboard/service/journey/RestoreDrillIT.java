package dev.corkboard.service.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.FreePort;
import dev.corkboard.service.RunningBoard;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The restores of docs/operations.md with the tools of PostgreSQL, by the script that stands there. */
@EnabledIfEnvironmentVariable(named = "TEST_POSTGRES_BIN", matches = ".+", disabledReason = "it needs pg_dump and the like")
class RestoreDrillIT {
  private static final String CHANGES = "/api/changes";
  private static final String ARCHIVING = """
      archive_mode = on
      archive_command = 'test ! -f "%1$s/%%f" && cp "%%p" "%1$s/%%f.part" && mv "%1$s/%%f.part" "%1$s/%%f"'
      """;

  private static final String DECISIONS = """
      select coalesce(string_agg(d::text, ',' order by message_id), '') from reminder.decision d
      where decided_at < '%s'""";

  @TempDir
  private Path home;

  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = RealPostgres.folder(home);
  }

  @Test
  void dumpGoesIntoANewCluster() throws Exception {
    String file = folder.resolve("board.dump").toString();
    Before before;
    try (RealPostgres old = RealPostgres.made(folder.resolve("old"), FreePort.find(), "")) {
      // A cluster that has been busy: the numbers of its transactions are far above those of a new one.
      old.sql("corkboard", "do $$ begin for i in 1..20000 loop perform pg_current_xact_id(); commit; end loop; end $$");
      RunningBoard board = begun(old);
      before = Before.of(board);
      old.backup("corkboard", "dump", file);
      before.lose(board);
      stop(board);
    }
    try (RealPostgres fresh = RealPostgres.made(folder.resolve("fresh"), FreePort.find(), "")) {
      fresh.backup("corkboard", "restore", file);
      assertThatThrownBy(() -> fresh.backup("corkboard", "restore", file)).hasMessageContaining("not empty");
      RunningBoard board = RunningBoard.on(fresh.board());
      before.assertGoesOn(board);
      assertThat(board.query("select count(*) from journal.event_journal where xid = '0'")).isNotEqualTo("0");
      stop(board);
    }
  }

  @Test
  void walIsReplayedToAPointInTimeUnderANodeThatRuns() throws Exception {
    int port = FreePort.find();
    Path archive = folder.resolve("archive");
    Files.createDirectory(archive);
    Files.setAttribute(archive, "unix:uid", Files.getAttribute(folder, "unix:uid"));
    Before before;
    RunningBoard running;
    try (RealPostgres old = RealPostgres.made(folder.resolve("old"), port, ARCHIVING.formatted(archive))) {
      running = begun(old);
      old.backup("postgres", "base", folder.resolve("base").toString());
      before = Before.of(running);
      String moment = old.sql("corkboard", "select clock_timestamp()");
      before.lose(running);
      old.sql("corkboard", "select pg_switch_wal()");
      old.backup("postgres", "recover", folder.resolve("base").toString(), folder.resolve("new").toString(),
          archive.toString(), moment);
    }
    // Where the old server was, as after a failover; the node that ran there has not been stopped.
    try (RealPostgres recovered = RealPostgres.started(folder.resolve("new"), port)) {
      await().atMost(Duration.ofSeconds(60))
          .until(() -> recovered.sql("corkboard", "select pg_is_in_recovery()").equals("f"));
      assertThat(running.losesItsStore(Duration.ofSeconds(90))).isTrue();
      assertThat(recovered.sql("corkboard", "select left(pg_walfile_name(pg_current_wal_lsn()), 8)"))
          .isEqualTo("00000002");
      RunningBoard board = RunningBoard.on(recovered.board());
      before.assertGoesOn(board);
      stop(board);
    }
  }

  /** What was there at the moment to come back to, and what came after it. */
  private static final class Before {
    private final String kept;
    private final String position;
    private final Instant moment;
    private final String decisions;
    private String lost = "";
    private String lostPosition = "";

    private Before(String kept, String position, Instant moment, String decisions) {
      this.kept = kept;
      this.position = position;
      this.moment = moment;
      this.decisions = decisions;
    }

    static Before of(RunningBoard board) throws Exception {
      Client anna = signedIn(board);
      Reply kept = tweet(anna);
      reminded(board, anna);
      assertThat(board.viewsBehind()).isEmpty();
      Instant moment = Instant.now();
      return new Before(kept.id(), page(anna, "0").text("next"), moment, board.query(DECISIONS.formatted(moment)));
    }

    void lose(RunningBoard board) {
      Client anna = signedIn(board);
      Reply written = tweet(anna);
      lost = written.id();
      String task = "/api/tasks/" + anna.get("/api/tasks").results().getFirst().get("id").asText();
      patiently(() -> anna.patch(task, "{\"name\": \"lost\"}"));
      lostPosition = page(anna.after(written), "0").text("next");
      assertThat(board.viewsBehind()).isEmpty();
    }

    void assertGoesOn(RunningBoard board) throws Exception {
      Client anna = signedIn(board);
      Reply written = tweet(anna);
      Reply shown = anna.after(written).get("/api/tweets").is(200);
      assertThat(shown.header("Consistency")).isEmpty();
      assertThat(shown.results("id")).contains(written.id(), kept).doesNotContain(lost);
      for (String gone : new String[]{position, lostPosition})
        anna.with("Accept", "application/json").get(CHANGES + "?after=" + gone).isProblem(410, "position-gone");
      try (Follower follower = Follower.of(anna.with("Last-Event-ID", lostPosition), "")) {
        follower.awaiting(() -> follower.seen().size() == 1);
        assertThat(follower.seen().getFirst().event()).isEqualTo("reset");
        Reply next = tweet(anna);
        follower.awaiting(() -> follower.seen().size() == 2);
        assertThat(follower.seen().getLast().resource()).isEqualTo(next.id());
      }
      reminded(board, anna);
      assertThat(decisions).contains("task:");
      assertThat(board.query(DECISIONS.formatted(moment))).isEqualTo(decisions);
      assertThat(board.viewsBehind()).isEmpty();
      assertThat(board.faults()).isEmpty();
      assertThat(board.doctor().lines()).noneMatch(line -> line.startsWith("FAIL"));
      assertThat(anna.get("/smoketests").is(200).text("status")).isEqualTo("ok");
    }
  }

  private static RunningBoard begun(RealPostgres server) throws Exception {
    RunningBoard board = RunningBoard.on(server.board());
    NewAccount anna = new NewAccount("anna", "anna@example.org", Team.PASSWORD);
    await().ignoreExceptions().atMost(Duration.ofMinutes(1))
        .until(() -> board.accounts().createAdmin(anna) instanceof Result.Done<Account>);
    return board;
  }

  private static void stop(RunningBoard board) throws Exception {
    board.stop();
    assertThat(board.losesItsStore(Duration.ofSeconds(60))).isFalse();
  }

  /** Waits until a reminder has been decided, whether or not it is mailed. */
  private static void reminded(RunningBoard where, Client client) {
    Instant soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    String body = "{\"name\": \"soon\", \"assigned\": \"anna\", \"remind_at\": \"%s\"}".formatted(soon);
    String task = patiently(() -> client.post("/api/tasks", body)).id();
    await().atMost(Duration.ofSeconds(60)).until(() -> where
        .query("select count(*) from reminder.decision where task = '" + task + "'").equals("1"));
  }

  private static Reply page(Client client, String after) {
    return client.with("Accept", "application/json").get(CHANGES + "?limit=100&after=" + after).is(200);
  }

  private static Reply tweet(Client client) {
    return patiently(() -> client.post("/api/tweets", "{\"text\": \"x\"}"));
  }

  /** The first commands of a node that has just started may take longer than anybody waits. */
  private static Reply patiently(Callable<Reply> call) {
    return await().atMost(Duration.ofMinutes(2)).until(call, reply -> reply.status() < 300);
  }

  private static Client signedIn(RunningBoard where) {
    Client nobody = Client.to(where.url());
    return nobody.as(nobody.post("/auth/obtain_token", Team.credentials("anna")).is(200).text("token"));
  }
}
