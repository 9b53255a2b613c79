package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryIT {
  private static final String NO_ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Test
  void historyOfATaskTellsEachEventWithWhatItChanged() {
    Reply created = ANNA.with("X-Request-ID", "history-1").post("/api/tasks", """
        {"name": "Paint", "due": "2030-01-01", "remind_at": "2030-01-01T07:00:00Z"}""").is(201);
    String task = "/api/tasks/" + created.id();
    BEN.patch(task, "{\"name\": \"Paint it\", \"due\": null, \"assigned\": \"ben\"}").is(200);
    BEN.delete(task).is(204);
    ANNA.post(task + "/restore", "{}").is(200);
    List<JsonNode> events = BEN.get(task + "/history").is(200).results();
    assertThat(events).extracting(event -> event.get("revision").asInt()).containsExactly(1, 2, 3, 4);
    assertThat(events).extracting(event -> event.get("event").asText()).containsExactly("task-created",
        "task-changed", "task-deleted", "task-restored");
    assertThat(events).extracting(event -> event.get("by").asText()).containsExactly("anna", "ben", "ben", "anna");
    JsonNode first = events.getFirst();
    assertThat(first.get("at")).isEqualTo(created.get("created_at"));
    assertThat(first.get("request_id").asText()).isEqualTo("history-1");
    assertThat(first.get("changes").propertyStream().map(Map.Entry::getKey)).containsExactly("number", "name",
        "description", "sprint", "status", "order", "assigned", "started", "due", "completed", "remind_at", "labels",
        "estimate", "priority");
    first.get("changes").properties().forEach(change -> {
      assertThat(change.getValue().get("from").isNull()).isTrue();
      assertThat(change.getValue().get("to")).isEqualTo(created.get(change.getKey()));
    });
    assertThat(events.get(1).get("changes").toString()).isEqualTo("""
        {"name":{"from":"Paint","to":"Paint it"},"assigned":{"from":null,"to":"ben"},\
        "due":{"from":"2030-01-01","to":null}}""");
    assertThat(events.get(2).get("changes").get("name").toString()).isEqualTo("{\"from\":\"Paint it\",\"to\":null}");
    assertThat(events.get(2).get("changes")).hasSameSizeAs(first.get("changes"));
    assertThat(events.get(3).get("changes").get("name").toString()).isEqualTo("{\"from\":null,\"to\":\"Paint it\"}");
    assertThat(events.get(3).get("changes")).hasSameSizeAs(first.get("changes"));
  }

  @Test
  void postsAndSprintsHaveAHistoryToo() {
    String post = "/api/posts/" + ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"c\"}").is(201).id();
    ANNA.delete(post).is(204);
    assertThat(BEN.get(post + "/history").is(200).results("event")).containsExactly("post-created", "post-deleted");
    String sprint = "/api/sprints/" + ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2030-01-01\"}").id();
    BEN.patch(sprint, "{\"start\": \"2029-12-01\"}").is(200);
    assertThat(ANNA.get(sprint + "/history/").is(200).results().get(1).get("changes").toString())
        .isEqualTo("{\"start\":{\"from\":null,\"to\":\"2029-12-01\"}}");
  }

  @Test
  void historyPagesWhileOthersWrite() {
    String task = "/api/tasks/" + ANNA.post("/api/tasks", "{\"name\": \"n0\"}").is(201).id();
    for (int i = 1; i <= 6; i++)
      ANNA.patch(task, "{\"name\": \"n" + i + "\"}").is(200);
    List<String> seen = new ArrayList<>();
    String path = task + "/history?limit=3";
    while (!path.isEmpty()) {
      Reply page = BEN.get(path).is(200);
      assertThat(page.results().size()).isBetween(1, 3);
      seen.addAll(page.results("revision"));
      path = next(page);
      if (seen.size() == 3) ANNA.patch(task, "{\"name\": \"late\"}").is(200);
    }
    assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
  }

  @Test
  void pageOfLongEventsEndsEarlyAndNothingIsLeftOut() {
    String content = "\uD83E\uDD8A".repeat(100_000);
    String post = "/api/posts/" + ANNA.post("/api/posts", post("0" + content.substring(2))).is(201).id();
    for (int i = 1; i < 8; i++)
      ANNA.patch(post, "{\"content\": \"" + i + content.substring(2) + "\"}").is(200);
    Reply first = ANNA.get(post + "/history?limit=100").is(200);
    assertThat(first.results().size()).isBetween(1, 7);
    List<String> seen = new ArrayList<>(first.results("revision"));
    for (Reply page = first; !page.get("next").isNull();) {
      page = ANNA.get(next(page)).is(200);
      seen.addAll(page.results("revision"));
    }
    assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=x", "cursor=0", "cursor=-1", "cursor=", "cursor=1.5", "cursor=99999999999999999999",
      "limit=0", "limit=101", "as_of=2020-01-01T00:00:00Z"})
  void badParametersAreRefused(String parameter) {
    String task = "/api/tasks/" + ANNA.post("/api/tasks", "{\"name\": \"n\"}").is(201).id();
    ANNA.get(task + "/history?" + parameter).is(400);
    assertThat(ANNA.get(task + "/history?cursor=5").is(200).results()).isEmpty();
  }

  @Test
  void whatNeverWasHasNoHistory() {
    for (String kind : List.of("posts", "sprints", "tasks")) {
      ANNA.get("/api/" + kind + "/" + NO_ID + "/history").isProblem(404, "not-found");
      ANNA.get("/api/" + kind + "/x/history").isProblem(404, "not-found");
      NOBODY.get("/api/" + kind + "/" + NO_ID + "/history").isProblem(401, "unauthorized");
    }
    String task = ANNA.post("/api/tasks", "{\"name\": \"n\"}").is(201).id();
    ANNA.get("/api/posts/" + task + "/history").isProblem(404, "not-found");
  }

  private static String post(String content) {
    return "{\"title\": \"t\", \"content\": \"" + content + "\"}";
  }

  /** The path of the next page, which cursor and link agree on; empty after the last. */
  private static String next(Reply page) {
    if (page.get("next").isNull()) {
      assertThat(page.header("Link")).isEmpty();
      return "";
    }
    String link = page.header("Link").orElseThrow();
    String path = link.substring(1, link.indexOf('>')).substring(BOARD.url().length());
    assertThat(path).endsWith("cursor=" + page.text("next"));
    return path;
  }
}
