package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreIT {
  private static final String NO_ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Test
  void postComesBackAsItWas() {
    Reply created = ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"c\"}").is(201);
    String post = "/api/posts/" + created.id();
    ANNA.post(post + "/restore", "{}").isProblem(409, "not-deleted");
    BEN.post(post + "/restore", "{}").isProblem(403, "forbidden");
    Reply deleted = ANNA.delete(post).is(204);
    BEN.post(post + "/restore", "{}").isProblem(403, "forbidden");
    ANNA.after(deleted).get(post).is(404);
    Reply restored = ANNA.send("POST", post + "/restore").is(200);
    assertThat(restored.revision()).isEqualTo(3);
    assertThat(restored.header("ETag")).contains("\"3\"");
    for (String field : List.of("title", "content", "author", "created_at")) {
      assertThat(restored.get(field)).isEqualTo(created.get(field));
    }
    assertThat(BEN.after(restored).get(post).is(200).json()).isEqualTo(restored.json());
    assertThat(BEN.after(restored).get("/api/posts").results("id")).contains(created.id());
    ANNA.delete(post).is(204);
    assertThat(ROOT.post(post + "/restore", "{}").is(200).revision()).isEqualTo(5);
  }

  @Test
  void tweetComesBackAsItWas() {
    Reply created = ANNA.post("/api/tweets", "{\"text\": \"Hello\"}").is(201);
    String tweet = "/api/tweets/" + created.id();
    ANNA.post(tweet + "/restore", "{}").isProblem(409, "not-deleted");
    Reply deleted = ANNA.delete(tweet).is(204);
    BEN.post(tweet + "/restore", "{}").isProblem(403, "forbidden");
    ANNA.after(deleted).get(tweet).is(404);
    Reply restored = ANNA.send("POST", tweet + "/restore").is(200);
    assertThat(restored.revision()).isEqualTo(3);
    assertThat(restored.text("text")).isEqualTo("Hello");
    assertThat(BEN.after(restored).get(tweet).is(200).json()).isEqualTo(restored.json());
    assertThat(BEN.after(restored).get("/api/tweets").results("id")).contains(created.id());
    ANNA.delete(tweet).is(204);
    assertThat(ROOT.post(tweet + "/restore", "{}").is(200).revision()).isEqualTo(5);
  }

  @Test
  void sprintComesBackAsItWasAndSoDoTasksThatWereDeletedInIt() {
    String id = sprint();
    String sprint = "/api/sprints/" + id;
    String task = task(id);
    ANNA.delete("/api/tasks/" + task).is(204);
    Reply deleted = ANNA.delete(sprint).is(204);
    BEN.post(sprint + "/restore", "{}").isProblem(403, "forbidden");
    ANNA.after(deleted).get(sprint).is(404);
    Reply restored = ANNA.post(sprint + "/restore", "{}").is(200);
    assertThat(restored.revision()).isEqualTo(3);
    assertThat(BEN.after(restored).get(sprint).is(200).json()).isEqualTo(restored.json());
    assertThat(BEN.after(restored).get(sprint + "?revision=3").is(200).json()).isEqualTo(restored.json());
    BEN.get(sprint + "?revision=2").isProblem(404, "not-found");
    assertThat(ANNA.get(sprint + "/history").results("event")).containsExactly("sprint-created", "sprint-deleted",
        "sprint-restored");
    assertThat(ANNA.post("/api/tasks/" + task + "/restore", "{}").is(200).text("sprint")).isEqualTo(id);
    ANNA.post(sprint + "/restore", "{}").isProblem(409, "not-deleted");
  }

  @Test
  void creatorAssigneeAndAdminRestoreATask() {
    person("stranger");
    for (Client may : List.of(ANNA, BEN, ROOT)) {
      Reply created = ANNA.post("/api/tasks", "{\"name\": \"n\", \"assigned\": \"ben\"}").is(201);
      String task = "/api/tasks/" + created.id();
      ANNA.delete(task).is(204);
      person("stranger").post(task + "/restore", "{}").isProblem(403, "forbidden");
      Reply restored = may.send("POST", task + "/restore/").is(200);
      assertThat(restored.text("assigned")).isEqualTo("ben");
      may.post(task + "/restore", "{}").isProblem(409, "not-deleted");
    }
  }

  @Test
  void taskComesBackIntoItsSprintIfThatIsThere() {
    String sprint = sprint();
    String task = task(sprint);
    ANNA.delete("/api/tasks/" + task).is(204);
    Reply restored = ANNA.post("/api/tasks/" + task + "/restore", "{}").is(200);
    assertThat(restored.text("sprint")).isEqualTo(sprint);
    assertThat(restored.text("status")).isEqualTo("testing");
    assertThat(restored.get("started").isNull()).isFalse();
    Reply gone = ANNA.delete("/api/tasks/" + task).is(204);
    ANNA.after(gone).delete("/api/sprints/" + sprint).is(204);
    Reply inBacklog = ANNA.post("/api/tasks/" + task + "/restore", "{}").is(200);
    assertThat(inBacklog.get("sprint").isNull() && inBacklog.get("started").isNull()).isTrue();
    assertThat(inBacklog.text("status")).isEqualTo("todo");
    assertThat(BEN.after(inBacklog).get("/api/tasks/" + task).json()).isEqualTo(inBacklog.json());
  }

  @Test
  void otherBodiesAreRefusedAndStoreNothing() {
    String task = task(sprint());
    ANNA.delete("/api/tasks/" + task).is(204);
    String restore = "/api/tasks/" + task + "/restore";
    ANNA.post(restore, "[]").isProblem(400, "malformed");
    ANNA.post(restore, "null").isProblem(400, "malformed");
    ANNA.post(restore, "{\"name\": \"n\"}").isProblem(400, "invalid", "name:unknown-field");
    ANNA.post(restore + "?force=1", "{}").isProblem(400, "invalid", "force:unknown-parameter");
    NOBODY.post(restore, "{}").isProblem(401, "unauthorized");
    ANNA.post("/api/tasks/" + NO_ID + "/restore", "{}").isProblem(404, "not-found");
    ANNA.post("/api/tasks/x/restore", "{}").isProblem(404, "not-found");
    ANNA.post("/api/sprints/" + NO_ID + "/restore", "{}").is(404);
    ANNA.get(restore).isProblem(405, "method-not-allowed");
    assertThat(ANNA.post(restore, " {} ").is(200).revision()).isEqualTo(3);
  }

  private static String sprint() {
    return ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2100-01-01\"}").is(201).id();
  }

  private static String task(String sprint) {
    return ANNA.post("/api/tasks", "{\"name\": \"n\", \"sprint\": \"%s\", \"status\": \"testing\"}".formatted(sprint))
        .is(201).id();
  }
}
