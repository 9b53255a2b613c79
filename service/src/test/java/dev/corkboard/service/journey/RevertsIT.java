package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields become what they were at a revision, by the rules of a change. */
class RevertsIT {

  @Test
  void allFieldsOfATaskBecomeWhatTheyWereInOneEvent() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    Reply created = ANNA.post("/api/tasks", """
        {"name": "a", "description": "d", "sprint": "%s", "status": "done", "assigned": "ben", "due": "2040-01-01",
         "started": "2026-01-01", "completed": "2026-01-02", "remind_at": "2040-01-01T07:00:00Z", "order": 7.5,
         "labels": ["x", "y"]}""".formatted(sprint)).is(201);
    String task = "/api/tasks/" + created.id();
    ANNA.patch(task, """
        {"name": "b", "description": "", "status": "testing", "assigned": null, "due": null, "remind_at": null,
         "order": 9, "labels": []}""").is(200);
    Reply reverted = BEN.post(task + "/revert", "{\"revision\": 1}").is(200);
    assertThat(reverted.revision()).isEqualTo(3);
    assertThat(reverted.header("ETag")).contains("\"3\"");
    created.json().properties().forEach(field -> {
      if (List.of("revision", "updated_at").contains(field.getKey())) return;
      assertThat(reverted.get(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
    });
    assertThat(BEN.after(reverted).get(task).is(200).json()).isEqualTo(reverted.json());
    List<JsonNode> history = ANNA.get(task + "/history").results();
    assertThat(history).hasSize(3);
    assertThat(history.getLast().get("event").asText()).isEqualTo("task-changed");
    assertThat(history.getLast().get("by").asText()).isEqualTo("ben");
  }

  @Test
  void postsAndSprintsAreRevertedToo() {
    Reply post = ANNA.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}").is(201);
    String path = "/api/posts/" + post.id();
    ANNA.patch(path, "{\"title\": \"c\", \"content\": \"d\"}").is(200);
    BEN.post(path + "/revert", "{\"revision\": 1}").isProblem(403, "forbidden");
    Reply reverted = ANNA.post(path + "/revert", "{\"revision\": 1}").is(200);
    assertThat(reverted.text("title") + reverted.text("content")).isEqualTo("ab");
    Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"a\", \"start\": \"2039-01-01\", \"end\": \"2040-01-01\"}");
    String planned = "/api/sprints/" + sprint.is(201).id();
    ANNA.patch(planned, "{\"name\": \"b\", \"start\": null, \"end\": \"2038-01-01\"}").is(200);
    Reply back = BEN.post(planned + "/revert", "{\"revision\": 1}").is(200);
    assertThat(back.text("start") + back.text("end")).isEqualTo("2039-01-012040-01-01");
  }

  @Test
  void whatIsSoAlreadyMakesNoEvent() throws Exception {
    Reply created = task();
    long events = BOARD.events();
    Reply same = ANNA.post(path(created) + "/revert", "{\"revision\": 1}").is(200);
    assertThat(same.json()).isEqualTo(created.json());
    assertThat(same.token()).isNotBlank();
    assertThat(BOARD.events()).isEqualTo(events);
  }

  @Test
  void whoKnowsARevisionRevertsOnlyWhatIsAnotherThere() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\", \"labels\": [\"x\"]}").is(200);
    BEN.patch(path(created), "{\"description\": \"theirs\", \"labels\": [\"x\", \"y\"]}").is(200);
    Reply merged = ANNA.ifMatch(2).post(path(created) + "/revert", "{\"revision\": 1}").is(200);
    assertThat(merged.text("name")).isEqualTo("a");
    assertThat(merged.text("description")).isEqualTo("theirs");
    assertThat(merged.get("labels").toString()).isEqualTo("[\"y\"]");
    assertThat(merged.revision()).isEqualTo(4);
    Reply all = ANNA.post(path(created) + "/revert", "{\"revision\": 1}").is(200);
    assertThat(all.text("description")).isEmpty();
  }

  @Test
  void whatOthersChangedOfThatIsAConflict() throws Exception {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    Reply theirs = BEN.patch(path(created), "{\"name\": \"c\"}").is(200);
    long events = BOARD.events();
    Reply lost = ANNA.ifMatch(2).post(path(created) + "/revert", "{\"revision\": 1}").isProblem(412, "lost-race");
    JsonNode conflict = lost.get("conflicts").get(0);
    assertThat(lost.get("conflicts")).hasSize(1);
    assertThat(conflict.get("base").asText() + conflict.get("yours").asText() + conflict.get("theirs").asText())
        .isEqualTo("bac");
    assertThat(conflict.get("by").asText()).isEqualTo("ben");
    assertThat(conflict.get("at")).isEqualTo(theirs.get("updated_at"));
    assertThat(lost.get("revision").asLong()).isEqualTo(3);
    ANNA.ifMatch(9).post(path(created) + "/revert", "{\"revision\": 1}").isProblem(412, "lost-race");
    ANNA.with("If-Match", "x").post(path(created) + "/revert", "{\"revision\": 1}").isProblem(400,
        "malformed-if-match");
    assertThat(BOARD.events()).isEqualTo(events);
  }

  @Test
  void rulesOfAChangeHold() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    Reply created = ANNA.post("/api/tasks", "{\"name\": \"a\", \"sprint\": \"" + sprint + "\"}").is(201);
    ANNA.patch(path(created), "{\"sprint\": null}").is(200);
    ANNA.patch("/api/sprints/" + sprint, "{\"end\": \"2020-01-01\"}").is(200);
    ANNA.post(path(created) + "/revert", "{\"revision\": 1}").isProblem(409, "sprint-is-over");
    Reply gone = ANNA.delete("/api/sprints/" + sprint).is(204);
    ANNA.after(gone).post(path(created) + "/revert", "{\"revision\": 1}").isProblem(400, "invalid",
        "sprint:unknown-sprint");
    assertThat(ANNA.patch(path(created), "{}").revision()).isEqualTo(2);
  }

  @Test
  void onlyRevisionsThatAreThereCanBeGoneBackTo() {
    Reply created = task();
    String revert = path(created) + "/revert";
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    for (String never : List.of("3", "999999999999"))
      ANNA.post(revert, "{\"revision\": " + never + "}").isProblem(404, "not-found");
    for (String bad : List.of("0", "-1"))
      ANNA.post(revert, "{\"revision\": " + bad + "}").isProblem(400, "invalid", "revision:out-of-range");
    for (String bad : List.of("\"1\"", "1.5", "true"))
      ANNA.post(revert, "{\"revision\": " + bad + "}").isProblem(400, "invalid", "revision:wrong-type");
    ANNA.post(revert, "{\"revision\": null}").isProblem(400, "invalid", "revision:null-not-allowed");
    ANNA.post(revert, "{}").isProblem(400, "invalid", "revision:required");
    ANNA.post(revert, "{\"revision\": 1, \"x\": 1}").isProblem(400, "invalid", "x:unknown-field");
    ANNA.delete(path(created)).is(204);
    ANNA.post(revert, "{\"revision\": 1}").isProblem(404, "not-found");
    ANNA.post(path(created) + "/restore", "{}").is(200);
    ANNA.post(revert, "{\"revision\": 3}").isProblem(404, "not-found");
    assertThat(ANNA.post(revert, "{\"revision\": 1}").is(200).text("name")).isEqualTo("a");
    ANNA.post("/api/tasks/01890a5d-ac96-774b-bcce-b302099a8057/revert", "{\"revision\": 1}").isProblem(404,
        "not-found");
    ANNA.post("/api/tasks/nonsense/revert", "{\"revision\": 1}").isProblem(404, "not-found");
  }

  private static Reply task() {
    return ANNA.post("/api/tasks", "{\"name\": \"a\"}").is(201);
  }

  private static String path(Reply task) {
    return "/api/tasks/" + task.id();
  }
}
