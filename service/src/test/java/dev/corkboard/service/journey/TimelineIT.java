package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TimelineIT {
  private static final String TIMELINE = "/api/timeline?sprint=";

  @Test
  void countsTheChangesThatTheFeedOfTheSprintHas() {
    Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201);
    String task = "/api/tasks/" + ANNA.post("/api/tasks", "{\"name\": \"a\"}").is(201).id();
    ANNA.patch(task, "{\"sprint\": \"" + sprint.id() + "\"}").is(200);
    ANNA.patch(task, "{\"name\": \"b\"}").is(200);
    ANNA.delete(task).is(204);
    ANNA.post(task + "/restore", "{}").is(200);
    Reply left = ANNA.patch(task, "{\"sprint\": null}").is(200);
    Reply outside = ANNA.patch(task, "{\"name\": \"c\"}").is(200);
    Reply deleted = ANNA.delete("/api/sprints/" + sprint.id()).is(204);
    Reply timeline = BEN.after(left, outside, deleted).get(TIMELINE + sprint.id()).is(200);
    assertThat(timeline.text("from")).isEqualTo(sprint.text("created_at"));
    assertThat(timeline.text("to")).isGreaterThanOrEqualTo(timeline.text("from"));
    JsonNode stretches = timeline.get("stretches");
    assertThat(stretches).hasSize(200);
    assertThat(stretches.get(0).get("at").asText()).isEqualTo(timeline.text("from"));
    assertThat(stretches.findValuesAsText("at")).isSorted();
    long changes = stretches.findValues("changes").stream().mapToLong(JsonNode::asLong).sum();
    int ofFeed = ANNA.with("Accept", "application/json").after(deleted)
        .get("/api/changes?limit=100&order=desc&sprint=" + sprint.id()).is(200).results().size();
    assertThat(changes).isEqualTo(7).isEqualTo(ofFeed);
    assertThat(BEN.get(TIMELINE + sprint.id()).is(200).json()).isEqualTo(timeline.json());
  }

  @Test
  void wrongQuestionsAreRefused() {
    ANNA.get("/api/timeline").isProblem(400, "invalid", "sprint:required");
    ANNA.get(TIMELINE + "x").isProblem(400, "invalid", "sprint:invalid");
    ANNA.get(TIMELINE + "01890a5d-ac96-774b-bcce-b302099a8057").isProblem(404, "not-found");
    NOBODY.get(TIMELINE + "01890a5d-ac96-774b-bcce-b302099a8057").isProblem(401, "unauthorized");
  }
}
