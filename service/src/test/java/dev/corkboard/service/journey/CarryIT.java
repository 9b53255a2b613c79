package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.RunningBoard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board with a past is carried into an empty installation, and nobody can tell the two apart. */
class CarryIT {
  private static final List<String> LISTS = List.of("/api/posts", "/api/tweets", "/api/sprints", "/api/tasks",
      "/api/sprints?ordering=-name", "/api/tasks?ordering=-updated_at", "/api/tasks?backlog=true",
      "/api/tasks?q=carried",
      "/api/users", "/api/admin/users");

  /** Every event with all that a history can tell of it. */
  private static final String JOURNAL = """
      select md5(string_agg(concat_ws(' ', persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, md5(event_payload)), ',' order by persistence_id, sequence_number))
      from journal.event_journal""";

  private static final String KEY = UUID.randomUUID().toString();

  @TempDir
  private static Path folder;

  private static RunningBoard other;
  private static Reply keyed;

  @BeforeAll
  static void carry() throws Exception {
    assertThat(BOARD.viewsBehind()).isEmpty();
    makeHistory();
    assertThat(BOARD.viewsBehind()).isEmpty();
    Path file = folder.resolve("board.jsonl");
    BOARD.export(file);
    other = RunningBoard.importing(file);
    assertThat(other.viewsBehind()).isEmpty();
  }

  @AfterAll
  static void stop() {
    if (other != null) other.stop();
  }

  @Test
  void everyListAnswersTheSameBytes() {
    Client there = signedIn();
    for (String list : LISTS)
      assertThat(pages(there, list)).as(list).isEqualTo(pages(ROOT, list));
  }

  @Test
  void everyEventIsThere() throws Exception {
    assertThat(other.query(JOURNAL)).isEqualTo(BOARD.query(JOURNAL));
    assertThat(other.query("select count(*) from journal.event_journal where xid <> '0'")).isEqualTo("0");
  }

  @Test
  void viewsStandWhereTheirProjectionsGoOn() throws Exception {
    String shape = """
        select string_agg(projection_name || projection_key || manifest || mergeable || length(current_offset), ' '
          order by projection_name) from projection.pekko_projection_offset_store
        where projection_name not like '%~old'""" /* what a rebuild left on the shared board */;
    assertThat(other.query(shape)).isEqualTo(BOARD.query(shape));
    assertThat(other.query("select count(*) from projection.dead_event")).isEqualTo("0");
  }

  @Test
  void doctorFindsBothWell() {
    assertThat(BOARD.doctor().lines()).allMatch(line -> !line.startsWith("FAIL"));
    assertThat(other.doctor().lines()).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("ok"));
  }

  @Test
  void positionsOfTheOldBoardAreGone() {
    Client there = signedIn().with("Accept", "application/json");
    String position = ANNA.with("Accept", "application/json").get("/api/changes").is(200).text("next");
    for (String old : List.of(position, position.substring(position.length() - 33)))
      there.get("/api/changes?after=" + old).isProblem(410, "position-gone");
    assertThat(there.get("/api/changes?after=0").is(200).results()).isNotEmpty();
  }

  @Test
  void passwordsAndIdempotencyKeysGoOn() throws Exception {
    Client anna = Client.to(other.url()).as(token("anna")).with("Idempotency-Key", KEY);
    long events = other.events();
    assertThat(anna.post("/api/posts", "{\"title\": \"carried\", \"content\": \"c\"}").is(201).id())
        .isEqualTo(keyed.id());
    assertThat(other.events()).isEqualTo(events);
    anna.post("/api/posts", "{\"title\": \"other\", \"content\": \"c\"}").isProblem(422, "idempotency-key-reused");
  }

  @Test
  void numbersOfTasksGoOnAfterTheGreatest() throws Exception {
    long greatest = Long.parseLong(BOARD.query("select max(number) from views.task"));
    Reply next = Client.to(other.url()).as(token("anna")).post("/api/tasks", "{\"name\": \"next\"}").is(201);
    assertThat(next.get("number").asLong()).isGreaterThan(greatest);
  }

  @Test
  void boardGoesOnFromWhereItWas() {
    Client anna = Client.to(other.url()).as(token("anna"));
    Reply before = anna.get("/api/posts/" + keyed.id()).is(200);
    Reply changed = anna.patch("/api/posts/" + keyed.id(), "{\"content\": \"new\"}").is(200);
    assertThat(changed.revision()).isEqualTo(before.revision() + 1);
    assertThat(anna.after(changed).get("/api/posts/" + keyed.id()).text("content")).isEqualTo("new");
  }

  private static void makeHistory() {
    // The first command of a node that has just started may be slow; a repeat does no harm.
    keyed = await().atMost(Duration.ofSeconds(60)).until(() -> ANNA.with("Idempotency-Key", KEY).post("/api/posts",
        "{\"title\": \"carried\", \"content\": \"c\"}"), reply -> reply.status() == 201);
    String gone = ANNA.post("/api/posts", "{\"title\": \"gone\", \"content\": \"\\ud83d\\ude00 \\\\ \\t\"}").is(201)
        .id();
    ANNA.patch("/api/posts/" + gone, "{\"title\": \"gone soon\"}").is(200);
    ANNA.delete("/api/posts/" + gone).is(204);
    BEN.post("/api/tweets", "{\"text\": \"carried\"}").is(201);
    String sprint = BEN.post("/api/sprints", "{\"name\": \"carried\", \"end\": \"2031-01-01\"}").is(201).id();
    for (int i = 0; i < 25; i++)
      ANNA.post("/api/tasks", "{\"name\": \"carried %s\", \"sprint\": \"%s\"}".formatted(i, sprint)).is(201);
    String task = BEN.post("/api/tasks", """
        {"name": "carried", "sprint": "%s", "assigned": "anna", "labels": ["a", "b"], "due": "2031-01-01",
         "remind_at": "2031-01-01T10:00:00Z"}""".formatted(sprint)).is(201).id();
    ANNA.post("/api/tasks/" + task + "/move", "{\"status\": \"in_progress\"}").is(200);
    ANNA.patch("/api/tasks/" + task, "{\"status\": \"done\"}").is(200);
    String deleted = ANNA.post("/api/tasks", "{\"name\": \"carried away\"}").is(201).id();
    ANNA.delete("/api/tasks/" + deleted).is(204);
  }

  private static List<String> pages(Client client, String list) {
    List<String> pages = new ArrayList<>();
    String base = list + (list.contains("?") ? "&" : "?") + "limit=100";
    Optional<String> next = Optional.of(base);
    while (next.isPresent()) {
      Reply page = client.get(next.get()).is(200);
      pages.add(page.http().body());
      next = page.get("next").isNull() ? Optional.empty() : Optional.of(base + "&cursor=" + page.text("next"));
    }
    return pages;
  }

  private static Client signedIn() {
    return Client.to(other.url()).as(token("root"));
  }

  private static String token(String name) {
    return Client.to(other.url()).post("/auth/obtain_token", Team.credentials(name)).is(200).text("token");
  }
}
