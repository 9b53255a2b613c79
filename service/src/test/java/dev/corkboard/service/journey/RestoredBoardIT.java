package dev.corkboard.service.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.RunningBoard;
import dev.corkboard.service.auth.NewAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A board is restored from a dump into a new PostgreSQL; what was written after the dump never happened there. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoredBoardIT {
  private static final String CHANGES = "/api/changes";
  private static final String DECISIONS = "select coalesce(string_agg(d::text, ',' order by message_id), '')"
      + " from reminder.decision d where d.decided_at < '%s'";

  private static RunningBoard before;
  private static RunningBoard board;
  private static Client anna;
  private static String kept;
  private static long greatestNumber;
  private static String positionOfTheDump;
  private static String positionOfTheLost;
  private static String lost;
  private static String decisions;
  private static Instant dumped;

  @BeforeAll
  static void restore() throws Exception {
    before = RunningBoard.on(Map.of());
    before.accounts().createAdmin(new NewAccount("anna", "anna@example.org", Team.PASSWORD));
    Client there = signedIn(before);
    kept = await().atMost(Duration.ofMinutes(2)).until(() -> tweet(there, "kept"), reply -> reply.status() == 201)
        .id();
    reminded(before, there);
    greatestNumber = there.post("/api/tasks", "{\"name\": \"counted\"}").is(201).get("number").asLong();
    assertThat(before.viewsBehind()).isEmpty();
    positionOfTheDump = page(there, "0").text("next");
    dumped = Instant.now();
    decisions = before.query(DECISIONS.formatted(dumped));
    board = before.restored();
    lost = tweet(there, "lost").is(201).id();
    positionOfTheLost = page(there.after(tweet(there, "lost, too").is(201)), "0").text("next");
    before.stop();
    anna = signedIn(board);
    await().atMost(Duration.ofMinutes(2)).until(() -> tweet(anna, "first"), reply -> reply.status() == 201);
  }

  @AfterAll
  static void stop() {
    if (before != null) before.stop();
    if (board != null) board.stop();
  }

  /** The copy has the rows, and a sequence that knows nothing of them. */
  @Test
  void numbersOfTasksGoOnAfterTheGreatest() {
    Reply next = anna.post("/api/tasks", "{\"name\": \"next\"}").is(201);
    assertThat(next.get("number").asLong()).isGreaterThan(greatestNumber);
  }

  /** Before, it was answered 201, never shown, and everything said that all was well. */
  @Test
  void whatIsWrittenAfterwardsIsShown() {
    Reply written = tweet(anna, "new").is(201);
    Reply shown = anna.after(written).get("/api/tweets").is(200);
    assertThat(shown.header("Consistency")).isEmpty();
    assertThat(shown.results("id")).contains(written.id(), kept).doesNotContain(lost);
    assertThat(board.viewsBehind()).isEmpty();
    assertThat(anna.get("/smoketests").is(200).text("status")).isEqualTo("ok");
    assertThat(board.faults()).isEmpty();
    assertThat(board.doctor().lines()).allMatch(line -> line.startsWith("ok"));
  }

  @Test
  void positionFromBeforeTheRestoreIsGoneAndTheLinkLeadsOn() {
    for (String position : List.of(positionOfTheDump, positionOfTheLost, "0000000000000312-0000000000000a41")) {
      Reply gone = json().get(CHANGES + "?after=" + position).isProblem(410, "position-gone");
      json().with("Last-Event-ID", position).get(CHANGES).isProblem(410, "position-gone");
      Reply written = tweet(anna, "after the link").is(201);
      String link = gone.header("Link").orElseThrow();
      String next = link.substring(1, link.indexOf('>')).substring(board.url().length());
      assertThat(json().after(written).get(next).is(200).results("id")).containsExactly(written.id());
    }
  }

  @Test
  void streamWithAPositionFromBeforeIsToldAndGoesOn() {
    try (Follower follower = Follower.of(anna.with("Last-Event-ID", positionOfTheLost), "")) {
      follower.awaiting(() -> follower.seen().size() == 1);
      Follower.Seen reset = follower.seen().getFirst();
      assertThat(reset.event()).isEqualTo("reset");
      assertThat(reset.data().get("position").asText()).isEqualTo(reset.id()).isGreaterThan(positionOfTheLost);
      Reply written = tweet(anna, "goes on").is(201);
      follower.awaiting(() -> follower.seen().size() == 2);
      assertThat(follower.seen().getLast().resource()).isEqualTo(written.id());
      Reply later = tweet(anna, "later").is(201);
      assertThat(json().after(later).get(CHANGES + "?after=" + reset.id()).is(200).results("id"))
          .containsExactly(written.id(), later.id());
    }
  }

  @Test
  void beginningIsTheBeginningAndGivesNoneTwice() {
    List<String> positions = page(anna.after(tweet(anna, "last").is(201)), "0").results("position");
    assertThat(positions).isSorted().doesNotHaveDuplicates();
    assertThat(positions.getFirst()).isGreaterThan(positionOfTheLost);
  }

  /** A store that lost its newest events without a sign, as one that was put back by its file system. */
  @Test
  void positionThatNobodyCanHaveGivenIsGone() {
    String end = page(anna, "0").text("next");
    String beyond = end.substring(0, 17) + "00ffffffffffffff-0000000000000001";
    json().get(CHANGES + "?after=" + beyond).isProblem(410, "position-gone");
    try (Follower follower = Follower.of(anna.with("Last-Event-ID", beyond), "")) {
      follower.awaiting(() -> follower.seen().size() == 1);
      assertThat(follower.seen().getFirst().event()).isEqualTo("reset");
    }
  }

  @Test
  void whatWasRemindedOfIsNotAgain() throws Exception {
    assertThat(decisions).contains("task:");
    reminded(board, anna);
    assertThat(board.query(DECISIONS.formatted(dumped))).isEqualTo(decisions);
    assertThat(board.query("select count(*) from reminder.outbox where created_at >= '" + dumped
        + "' and message_id in (select message_id from reminder.decision where decided_at < '" + dumped + "')"))
        .isEqualTo("0");
  }

  /** Last, as it ends: the rows of the running board are restored once more. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nodeEndsWhenItsStoreIsRestoredUnderIt() throws Exception {
    try (var connection = board.connect(); var statement = connection.createStatement()) {
      statement.execute("update journal.store set since = since");
    }
    assertThat(board.losesItsStore(Duration.ofSeconds(60))).isTrue();
    assertThat(board.doctor().lines()).anyMatch(line -> line.startsWith("FAIL  store") && line.contains("pg_restore"));
    assertThatThrownBy(() -> board.rebuild("tweets", false)).hasMessageContaining("The store was restored");
  }

  /** Waits until a reminder has been decided, whether or not it is mailed. */
  private static void reminded(RunningBoard where, Client client) {
    Instant soon = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
    String task = client.post("/api/tasks",
        "{\"name\": \"soon\", \"assigned\": \"anna\", \"remind_at\": \"%s\"}".formatted(soon)).is(201).id();
    await().atMost(Duration.ofSeconds(60)).until(() -> where
        .query("select count(*) from reminder.decision where task = '" + task + "'").equals("1"));
  }

  private static Client json() {
    return anna.with("Accept", "application/json");
  }

  private static Reply page(Client client, String after) {
    return client.with("Accept", "application/json").get(CHANGES + "?limit=100&after=" + after).is(200);
  }

  private static Reply tweet(Client client, String text) {
    return client.post("/api/tweets", "{\"text\": \"" + text + "\"}");
  }

  private static Client signedIn(RunningBoard where) {
    Client nobody = Client.to(where.url());
    return nobody.as(nobody.post("/auth/obtain_token", Team.credentials("anna")).is(200).text("token"));
  }
}
