package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.service.journey.Follower.Seen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChangesIT {
  private static final String TWEETS = "/api/tweets";
  private static final String TASKS = "/api/tasks";

  /** The first writes of a board that has just started may take longer than anybody waits. */
  @BeforeAll
  static void warmUp() {
    await().atMost(Duration.ofMinutes(2))
        .until(() -> ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"c\"}").status() == 201);
  }

  @Test
  void eventTellsWhatHappened() {
    try (Follower follower = Follower.of(BEN, "")) {
      String id = ANNA.post(TASKS, "{\"name\": \"one\", \"description\": \"two\\nlines\"}").is(201).id();
      Reply changed = ANNA.patch(TASKS + "/" + id, "{\"status\": \"todo\", \"remind_at\": \"2040-01-01T00:00:00Z\"}");
      follower.awaiting(() -> follower.seen().size() == 2);
      Seen created = follower.seen().getFirst();
      assertThat(created.event()).isEqualTo("task-created");
      assertThat(created.data().at("/changes/description/from").isNull()).isTrue();
      assertThat(created.data().at("/changes/description/to").asText()).isEqualTo("two\nlines");
      Seen second = follower.seen().getLast();
      assertThat(second.data()).isEqualTo(BEN.with("Accept", "application/json").get("/api/changes?limit=1&after="
          + created.id()).results().getFirst());
      assertThat(second.data().propertyStream().map(java.util.Map.Entry::getKey)).containsExactly("position", "kind",
          "id", "revision", "event", "at", "by", "changes");
      assertThat(second.data().get("position").asText()).isEqualTo(second.id()).isGreaterThan(created.id());
      assertThat(second.data().get("id").asText()).isEqualTo(id);
      assertThat(second.data().get("revision").asLong()).isEqualTo(changed.revision());
      assertThat(second.data().get("at").asText()).isEqualTo(changed.text("updated_at"));
      assertThat(second.data().get("by").asText()).isEqualTo("anna");
      assertThat(second.data().at("/changes/remind_at/to").asText()).isEqualTo("2040-01-01T00:00:00.000Z");
    }
  }

  @Test
  void streamStartsNowAndIsNotKeptByAnybodyBetween() {
    Reply before = tweet("before");
    try (Follower follower = Follower.of(ANNA, "")) {
      Reply after = tweet("after");
      follower.awaitingResource(after.id());
      assertThat(follower.resources()).doesNotContain(before.id());
      assertThat(follower.retry()).contains("2000");
      assertThat(follower.header("Content-Type")).contains("text/event-stream");
      assertThat(follower.header("Cache-Control").orElseThrow()).contains("no-cache", "no-transform");
      assertThat(follower.header("X-Accel-Buffering")).contains("no");
      assertThat(follower.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(follower.header("X-Request-ID")).isPresent();
    }
  }

  @Test
  void whoIsCutOffBeforeAnyEventMissesNothing() {
    String start;
    try (Follower follower = Follower.of(ANNA, "")) {
      start = follower.awaiting(() -> !follower.lastId().isEmpty()).lastId();
      assertThat(follower.seen()).isEmpty();
    }
    Reply missed = tweet("missed");
    try (Follower follower = Follower.of(ANNA.with("Last-Event-ID", start), "")) {
      follower.awaitingResource(missed.id());
      assertThat(follower.resources()).containsExactly(missed.id());
    }
  }

  @Test
  void lastEventIsStrongerThanTheAddressThatABrowserRepeats() {
    List<Reply> tweets = List.of(tweet("1"), tweet("2"), tweet("3"));
    Client asking = ANNA.after(tweets.getLast()).with("Accept", "application/json");
    List<String> positions = new ArrayList<>();
    String next = "0";
    for (Reply page = page(asking, next); !page.results().isEmpty(); page = page(asking, next)) {
      positions.addAll(page.results("position"));
      next = page.text("next");
    }
    int last = positions.size() - 1;
    Client back = ANNA.with("Last-Event-ID", positions.get(last - 1));
    try (Follower follower = Follower.of(back, "?after=" + positions.get(last - 2))) {
      follower.awaitingResource(tweets.getLast().id());
      assertThat(follower.ids()).containsExactly(positions.get(last));
    }
  }

  @Test
  void whoComesBackAgainAndAgainHasNoGapAndNoRepeat() throws Exception {
    try (Follower whole = Follower.of(ANNA, "")) {
      String start = whole.awaiting(() -> !whole.lastId().isEmpty()).lastId();
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++)
        writers.add(CompletableFuture.runAsync(ChangesIT::write, Thread::startVirtualThread));
      CompletableFuture<Void> written = CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
      List<String> pieces = followInPieces(start, written);
      written.join();
      Reply last = tweet("last");
      pieces.addAll(followTo(pieces.getLast(), last.id()));
      whole.awaitingResource(last.id());
      List<String> pages = pages(ANNA.after(last), start);
      assertThat(pages).hasSize(8 * 40 + 1).doesNotHaveDuplicates().isSorted();
      assertThat(pieces).isEqualTo(pages);
      assertThat(whole.ids()).isEqualTo(pages);
    }
  }

  private static void write() {
    for (int i = 0; i < 10; i++) {
      String id = ANNA.post(TASKS, "{\"name\": \"t\"}").is(201).id();
      BEN.patch(TASKS + "/" + id, "{\"name\": \"u\"}").is(200);
      ANNA.delete(TWEETS + "/" + tweet("x").id()).is(204);
    }
  }

  /** Cut off after each few events, and back by the header and by the parameter in turns. */
  private static List<String> followInPieces(String start, CompletionStage<Void> until) {
    List<String> ids = new ArrayList<>();
    String last = start;
    for (int i = 0; !until.toCompletableFuture().isDone() || ids.isEmpty(); i++) {
      Client client = i % 2 == 0 ? ANNA.with("Last-Event-ID", last) : ANNA;
      try (Follower follower = Follower.of(client, i % 2 == 0 ? "" : "?after=" + last)) {
        int many = 1 + i % 7;
        follower.awaiting(() -> follower.seen().size() >= many || until.toCompletableFuture().isDone());
        ids.addAll(follower.ids());
        last = ids.isEmpty() ? start : ids.getLast();
      }
    }
    return ids;
  }

  private static List<String> followTo(String after, String resource) {
    try (Follower follower = Follower.of(ANNA, "?after=" + after)) {
      return List.copyOf(follower.awaitingResource(resource).ids());
    }
  }

  @Test
  void kindsAreSeenByWhoAsksForThem() {
    try (Follower tasks = Follower.of(ANNA, "?kind=task"); Follower all = Follower.of(ANNA, "")) {
      String start = all.awaiting(() -> !all.lastId().isEmpty()).lastId();
      List<String> wanted = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        tweet("no task");
        wanted.add(ANNA.post(TASKS, "{\"name\": \"t\"}").is(201).id());
      }
      tasks.awaitingResource(wanted.getLast());
      assertThat(tasks.resources()).isEqualTo(wanted);
      assertThat(followTo(start + "&kind=task", wanted.getLast())).isEqualTo(tasks.ids());
      all.awaitingResource(wanted.getLast());
      assertThat(all.seen()).hasSize(10);
    }
  }

  @Test
  void whoFollowsAKindThatRarelyChangesComesFromTheBeginningToo() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    tweet("later");
    try (Follower follower = Follower.of(ANNA, "?after=0&kind=sprint")) {
      follower.awaitingResource(sprint);
      ANNA.patch("/api/sprints/" + sprint, "{\"name\": \"t\"}").is(200);
      follower.awaiting(() -> follower.seen().getLast().event().equals("sprint-changed"));
      assertThat(follower.ids()).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void lateCommitIsNotLost() throws Exception {
    String model = tweet("late").id();
    String late = UUID.randomUUID().toString();
    try (Connection writer = BOARD.connect(); Follower early = Follower.of(ANNA, "")) {
      String start = early.awaiting(() -> !early.lastId().isEmpty()).lastId();
      writer.setAutoCommit(false);
      copyAs(writer, model, late);
      List<String> others = List.of(tweet("1").id(), tweet("2").id());
      try (Follower meanwhile = Follower.of(ANNA, "")) {
        assertThat(early.seen()).as("nothing can be read before what is older").isEmpty();
        writer.commit();
        meanwhile.awaitingResource(late);
      }
      early.awaitingResource(others.getLast());
      assertThat(early.resources()).containsExactly(late, others.getFirst(), others.getLast());
      assertThat(pages(ANNA, start)).isEqualTo(early.ids());
    }
  }

  private static void copyAs(Connection writer, String model, String id) throws SQLException {
    try (PreparedStatement insert = writer.prepareStatement("""
        insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
          event_ser_manifest, event_payload)
        select 'tweet|' || ?, 1, writer, write_timestamp, event_ser_id, event_ser_manifest,
          convert_to(replace(convert_from(event_payload, 'UTF8'), ?, ?), 'UTF8')
        from journal.event_journal where persistence_id = 'tweet|' || ?""")) {
      insert.setString(1, id);
      insert.setString(2, model);
      insert.setString(3, id);
      insert.setString(4, model);
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  @Test
  void slowClientHoldsUpNobodyAndGetsAllInTheEnd() throws Exception {
    String post = ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"" + "c".repeat(500) + "\"}").is(201)
        .id();
    ANNA.patch("/api/posts/" + post, "{\"content\": \"" + "d".repeat(500) + "\"}").is(200);
    try (Follower slow = Follower.connect(ANNA, "?kind=post"); Follower quick = Follower.of(ANNA, "")) {
      changeOften(post, 12_000);
      String last = tweet("last").id();
      quick.awaitingResource(last);
      slow.reading().awaiting(() -> slow.seen().size() == 12_000);
      assertThat(slow.seen().stream().map(seen -> seen.data().get("revision").asLong()).toList()).isSorted()
          .doesNotHaveDuplicates();
      assertThat(quick.ids()).startsWith(slow.ids().toArray(String[]::new)).hasSize(12_001);
    }
  }

  /** More than a node keeps, and than fits between it and a client that does not read. */
  private static void changeOften(String post, int times) throws SQLException {
    try (Connection writer = BOARD.connect(); PreparedStatement insert = writer.prepareStatement("""
        insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
          event_ser_manifest, event_payload)
        select persistence_id, 2 + time, writer, write_timestamp, event_ser_id, event_ser_manifest, event_payload
        from journal.event_journal, generate_series(1, ?) time
        where persistence_id = 'post|' || ? and sequence_number = 2 order by time""")) {
      insert.setInt(1, times);
      insert.setString(2, post);
      assertThat(insert.executeUpdate()).isEqualTo(times);
    }
  }

  @Test
  void quietStreamShowsThatItIsAlive() {
    try (Follower follower = Follower.of(ANNA, "?kind=sprint")) {
      follower.awaiting(() -> follower.comments().size() == 1);
      String other = tweet("nothing for it").id();
      follower.awaiting(() -> follower.comments().size() >= 2);
      assertThat(follower.resources()).doesNotContain(other);
    }
  }

  @Test
  void streamEndsWithItsSession() {
    Client session = Team.signIn("anna");
    try (Follower follower = Follower.of(session, ""); Follower other = Follower.of(ANNA, "")) {
      String id = tweet("seen").id();
      follower.awaitingResource(id);
      session.send("POST", "/auth/logout").is(204);
      follower.awaiting(follower::hasEnded);
      String unseen = tweet("unseen").id();
      other.awaitingResource(unseen);
      assertThat(follower.resources()).doesNotContain(unseen);
      assertThat(other.hasEnded()).isFalse();
    }
  }

  private static Reply tweet(String text) {
    return ANNA.post(TWEETS, "{\"text\": \"" + text + "\"}").is(201);
  }

  private static Reply page(Client client, String after) {
    return client.get("/api/changes?limit=100&after=" + after).is(200);
  }

  private static List<String> pages(Client client, String start) {
    List<String> positions = new ArrayList<>();
    String next = start;
    for (Reply page = page(json(client), next); !page.results().isEmpty(); page = page(json(client), next)) {
      for (JsonNode event : page.results())
        positions.add(event.get("position").asText());
      next = page.text("next");
    }
    return positions;
  }

  private static Client json(Client client) {
    return client.with("Accept", "application/json");
  }
}
