package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.id.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bad events get into the journal behind the service's back; they wait, nobody else does, and once mended they go in. */
class DeadLettersIT {
  private static final String VIEW = "/api/admin/projections/posts";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String unreadable = Ids.next();
  private final String refused = Ids.next();

  /** Whatever fails here must not fail others. */
  @AfterEach
  void mendAll() throws SQLException {
    mend(unreadable);
    mend(refused);
    ROOT.send("POST", VIEW + "/retry").is(200);
  }

  @Test
  void poisonWaitsAloneAndIsTriedAgainByTheApi() throws SQLException {
    plantBoth();
    Reply good = ANNA.post("/api/posts", post("Still fine")).is(201);
    assertThat(ANNA.after(good).get("/api/posts/" + good.id()).is(200).header("Consistency")).isEmpty();
    awaitParked();
    assertThat(parked()).containsExactlyInAnyOrder(unreadable + " 2", unreadable + " 3", refused + " 2",
        refused + " 3");
    assertThat(BOARD.faults()).isEmpty();
    assertThat(title(unreadable)).isEqualTo("A title");

    Reply inVain = ROOT.send("POST", VIEW + "/retry").is(200);
    assertThat(inVain.json().get("applied").asInt()).isZero();
    assertThat(inVain.json().get("parked").asInt()).isEqualTo(4);

    mend(unreadable);
    Reply half = ROOT.send("POST", VIEW + "/retry").is(200);
    assertThat(half.json().get("applied").asInt()).isEqualTo(2);
    assertThat(half.json().get("parked").asInt()).isEqualTo(2);
    assertThat(title(unreadable)).isEqualTo("Title 3");
    assertThat(parked()).containsExactly(refused + " 2", refused + " 3");
    assertThat(parked("post_versions")).isEqualTo(parked());
    assertThat(BOARD.faults()).isEmpty();
  }

  @Test
  void poisonIsTriedAgainByTheCommandLine() throws SQLException {
    plantBoth();
    awaitParked();
    assertThat(title(refused)).isEqualTo("A title"); // and so it is in the cache
    assertThat(BOARD.deadLetters(Optional.of("posts"))).contains("event 2 of post " + unreadable + ": unreadable",
        "event 3 of post " + refused + ": an earlier event of it is parked", "4 events are parked");
    mend(unreadable);
    mend(refused);
    assertThat(BOARD.retry("posts").applied()).isEqualTo(4);
    assertThat(title(refused)).isEqualTo("Title 3");
    assertThat(title(unreadable)).isEqualTo("Title 3");
    assertThat(BOARD.deadLetters(Optional.empty())).isEqualTo("No events are parked.\n");
    assertThat(BOARD.faults()).isEmpty();
  }

  @Test
  void listPagesInTheOrderOfTheJournal() throws SQLException {
    plantBoth();
    awaitParked();
    Reply first = ROOT.get(VIEW + "/dead-events?limit=3").is(200);
    Reply second = ROOT.get(VIEW + "/dead-events?limit=3&cursor=" + first.text("next")).is(200);
    assertThat(first.results("position")).hasSize(3).isSorted();
    assertThat(second.results("position")).hasSize(1).doesNotContainAnyElementsOf(first.results("position"));
    assertThat(second.get("next").isNull()).isTrue();
  }

  @Test
  void viewsThatAreNotThereHaveNoDeadEvents() {
    ROOT.get("/api/admin/projections/songs/dead-events").isProblem(404, "not-found");
    ROOT.send("POST", "/api/admin/projections/songs/retry").isProblem(404, "not-found");
  }

  private void plantBoth() throws SQLException {
    plant(unreadable, "{rubbish");
    plant(refused, event(refused, 2, "No \\u0000 here"));
  }

  /** A post of three events, of which the second is bad; were both in one page, a row would only show the third. */
  private void plant(String id, String bad) throws SQLException {
    insert(id, 1, "post-created", """
        {"id": "%s", "content": {"title": "A title", "content": "Some"}, "stamp": %s}""".formatted(id, stamp()));
    insert(id, 2, "post-changed", bad);
    await().atMost(PATIENCE).until(() -> parked().contains(id + " 2"));
    insert(id, 3, "post-changed", event(id, 3, "Title 3"));
  }

  private static void mend(String id) throws SQLException {
    execute("update journal.event_journal set event_payload = ? where persistence_id = ? and sequence_number = 2",
        event(id, 2, "Title 2").getBytes(), "post|" + id);
  }

  private static void insert(String id, long revision, String name, String payload) throws SQLException {
    execute("""
        insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
          event_ser_manifest, event_payload) values (?, ?, 'test', extract(epoch from now()) * 1000, 7001, ?, ?)""",
        "post|" + id, revision, name, payload.getBytes());
  }

  private static String event(String id, int revision, String title) {
    return """
        {"id": "%s", "changes": {"title": {"from": "Title %d", "to": "%s"}}, "stamp": %s}""".formatted(id,
        revision - 1, title, stamp());
  }

  private static String stamp() {
    return """
        {"by": "anna", "at": "2026-11-21T10:00:00Z", "request_id": "planted"}""";
  }

  private static String post(String title) {
    return "{\"title\": \"" + title + "\", \"content\": \"c\"}";
  }

  private static String title(String id) {
    return ANNA.get("/api/posts/" + id).is(200).text("title");
  }

  /** In the view of posts and in that of their versions. */
  private static void awaitParked() {
    await().atMost(PATIENCE).until(() -> parked().size() == 4 && parked("post_versions").size() == 4);
  }

  private static List<String> parked() {
    return parked("posts");
  }

  private static List<String> parked(String view) {
    return ROOT.get("/api/admin/projections/" + view + "/dead-events").is(200).results().stream()
        .map(event -> event.get("id").asText() + " " + event.get("revision").asText()).toList();
  }

  private static void execute(String sql, Object... values) throws SQLException {
    try (Connection connection = BOARD.connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++)
        statement.setObject(i + 1, values[i]);
      statement.executeUpdate();
    }
  }
}
