package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BoardIT {
  private static String sprint;
  private static String board;
  private static Client reader;

  @BeforeAll
  static void write() {
    sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    board = "/api/board?sprint=" + sprint;
    List<Reply> writes = new ArrayList<>();
    for (String task : List.of("\"name\": \"d\", \"status\": \"done\", \"order\": 1, \"description\": \"wombats\"",
        "\"name\": \"b\", \"status\": \"todo\", \"order\": 7, \"labels\": [\"x\"]",
        "\"name\": \"a\", \"status\": \"todo\", \"order\": 2.5, \"assigned\": \"ben\"",
        "\"name\": \"c\", \"status\": \"testing\", \"order\": 0, \"labels\": [\"x\"]"))
      writes.add(ANNA.post("/api/tasks", "{\"sprint\": \"" + sprint + "\", " + task + "}").is(201));
    reader = BEN.after(writes.toArray(Reply[]::new));
  }

  @Test
  void boardHasAllCardsByColumnAndOrder() {
    Reply shown = reader.get(board).is(200);
    assertThat(shown.results("name")).containsExactly("a", "b", "c", "d");
    assertThat(shown.get("counts").toString()).isEqualTo("""
        {"todo":2,"in_progress":0,"testing":1,"done":1}""");
    assertThat(shown.get("next").isNull()).isTrue();
    assertThat(shown.results()).noneMatch(card -> card.has("description"));
    assertThat(shown.text("position")).isEqualTo(shown.header("Position").orElseThrow());
    JsonNode card = shown.results().getFirst();
    JsonNode task = reader.get("/api/tasks/" + card.get("id").asText()).json();
    card.propertyStream().forEach(field -> assertThat(task.get(field.getKey())).isEqualTo(field.getValue()));
  }

  @Test
  void filtersHoldForCardsAndCounts() {
    Reply labelled = reader.get(board + "&label=x").is(200);
    assertThat(labelled.results("name")).containsExactly("b", "c");
    assertThat(labelled.get("counts").toString()).isEqualTo("""
        {"todo":1,"in_progress":0,"testing":1,"done":0}""");
    assertThat(reader.get(board + "&assigned=ben").results("name")).containsExactly("a");
    assertThat(reader.get(board + "&q=wombats").results("name")).containsExactly("d");
    assertThat(reader.get(board + "&status=done&status=testing&count=true").is(200).get("total").asInt()).isEqualTo(2);
    assertThat(reader.get("/api/board?sprint=01890a5d-ac96-774b-bcce-b302099a8057").is(200).results()).isEmpty();
  }

  @Test
  void pagesGoOn() {
    Reply first = reader.get(board + "&limit=3").is(200);
    assertThat(first.results("name")).containsExactly("a", "b", "c");
    assertThat(first.header("Link").orElseThrow()).contains("/api/board?", "sprint=" + sprint, "limit=3");
    Reply second = reader.get(board + "&limit=3&cursor=" + first.text("next")).is(200);
    assertThat(second.results("name")).containsExactly("d");
    assertThat(second.get("counts")).isEqualTo(first.get("counts"));
    reader.get(board + "&limit=2000").is(200);
    reader.get(board + "&limit=2001").isProblem(400, "invalid", "limit:invalid");
    reader.get("/api/tasks?cursor=" + first.text("next")).isProblem(400, "invalid", "cursor:invalid");
  }

  @Test
  void eitherASprintOrTheBacklogIsShown() {
    Reply later = ANNA.post("/api/tasks", "{\"name\": \"of the backlog\", \"labels\": [\"for the board\"]}").is(201);
    assertThat(BEN.after(later).get("/api/board?backlog=true&label=for%20the%20board").is(200).results("id"))
        .containsExactly(later.id());
    BEN.get("/api/board").isProblem(400, "invalid", "sprint:sprint-or-backlog");
    BEN.get(board + "&backlog=true").isProblem(400, "invalid", "sprint:sprint-or-backlog");
    BEN.get("/api/board?backlog=false").isProblem(400, "invalid", "backlog:invalid");
    BEN.get("/api/board?sprint=x").isProblem(400, "invalid", "sprint:invalid");
    BEN.get(board + "&ordering=name").isProblem(400, "invalid", "ordering:unknown-parameter");
  }

  @Test
  void boardIsShownAsItWas() {
    String own = ANNA.post("/api/sprints", "{\"name\": \"then\", \"end\": \"2040-01-01\"}").is(201).id();
    Reply made = ANNA.post("/api/tasks", "{\"name\": \"then\", \"sprint\": \"" + own + "\"}").is(201);
    String then = made.text("created_at");
    Reply moved = ANNA.patch("/api/tasks/" + made.id(), "{\"status\": \"done\", \"name\": \"now\"}").is(200);
    while (moved.text("updated_at").equals(then))
      moved = ANNA.patch("/api/tasks/" + made.id(), "{\"name\": \"" + moved.revision() + "\"}").is(200);
    Reply past = BEN.after(moved).get("/api/board?sprint=" + own + "&as_of=" + then).is(200);
    assertThat(past.results("name")).containsExactly("then");
    assertThat(past.get("counts").get("todo").asInt()).isEqualTo(1);
    assertThat(BEN.after(moved).get("/api/board?sprint=" + own).get("counts").get("done").asInt()).isEqualTo(1);
  }

  @Test
  void boardThatHasNotChangedIsAnsweredWithoutABodyWhateverElseHappened() {
    String etag = reader.get(board).is(200).header("ETag").orElseThrow();
    Reply elsewhere = ANNA.post("/api/tasks", "{\"name\": \"elsewhere\"}").is(201);
    Reply known = BEN.after(elsewhere).with("If-None-Match", etag).get(board).is(304);
    assertThat(known.http().body()).isEmpty();
    assertThat(known.header("Position")).isPresent();
  }

  @Test
  void listsOfSprintsTellHowManyTasksAreOpenAndDone() {
    Reply made = ANNA.post("/api/sprints", "{\"name\": \"Progress of wombats\", \"end\": \"2040-01-01\"}").is(201);
    String list = "/api/sprints?q=wombats";
    assertThat(progress(BEN.after(made), list)).isEqualTo("0 0");
    Reply task = ANNA.post("/api/tasks", "{\"name\": \"a\", \"sprint\": \"" + made.id() + "\"}").is(201);
    assertThat(progress(BEN.after(made, task), list)).isEqualTo("1 0");
    String then = task.text("created_at");
    Reply before = BEN.after(made, task).get(list);
    Reply done = ANNA.patch("/api/tasks/" + task.id(), "{\"status\": \"done\"}").is(200);
    Reply after = BEN.after(made, done).with("If-None-Match", before.header("ETag").orElseThrow()).get(list).is(200);
    assertThat(progress(BEN.after(made, done), list)).isEqualTo("0 1");
    assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
    if (!done.text("updated_at").equals(then))
      assertThat(progress(BEN.after(made, done), list + "&as_of=" + then)).isEqualTo("1 0");
    assertThat(BEN.after(made).get("/api/sprints/" + made.id()).is(200).json().has("open")).isFalse();
  }

  /** Reads without a token, so from the cache; the answer must not be older than the told position. */
  @Test
  void listOfSprintsThatIsKeptIsDroppedWhenATaskChanges() {
    Reply made = ANNA.post("/api/sprints", "{\"name\": \"Numbats\", \"end\": \"2040-01-01\"}").is(201);
    BEN.after(made).get("/api/sprints?q=numbats").is(200);
    for (int i = 1; i <= 10; i++) {
      BEN.get("/api/sprints?q=numbats");
      Reply task = ANNA.post("/api/tasks", "{\"name\": \"a\", \"sprint\": \"" + made.id() + "\"}").is(201);
      String wanted = i + " 0";
      assertThat(progress(BEN.after(task), "/api/sprints?q=numbats")).isEqualTo(wanted);
      org.awaitility.Awaitility.await().until(() -> progress(BEN, "/api/sprints?q=numbats").equals(wanted));
    }
  }

  private static String progress(Client reader, String list) {
    JsonNode sprint = reader.get(list).is(200).results().getFirst();
    return sprint.get("open").asText() + " " + sprint.get("done").asText();
  }
}
