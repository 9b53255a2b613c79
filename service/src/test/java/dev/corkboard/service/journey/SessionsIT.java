package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsIT {

  @Test
  void ownSessionsAreListedNewestFirst() {
    Client first = Team.person("hanna");
    Client second = Team.signIn("hanna");
    Client third = Team.signIn("hanna");
    List<JsonNode> sessions = second.get("/auth/sessions").is(200).results();
    assertThat(sessions).extracting(session -> session.get("current").asBoolean()).containsExactly(false, true, false);
    assertThat(sessions.getFirst().propertyStream().map(Map.Entry::getKey)).containsExactly("id", "created_at",
        "last_used_at", "ip", "user_agent", "current");
    assertThat(sessions.getFirst().get("ip").asText()).isEqualTo("127.0.0.1");
    assertThat(sessions.getFirst().get("user_agent").asText()).startsWith("Java-http-client");
    assertThat(third.get("/auth/sessions").results("id")).isEqualTo(first.get("/auth/sessions").results("id"));
  }

  @Test
  void listIsPaged() {
    Client newest = Team.person("ines");
    for (int i = 0; i < 2; i++)
      newest = Team.signIn("ines");
    List<String> all = newest.get("/auth/sessions").results("id");
    Reply page = newest.get("/auth/sessions?limit=2").is(200);
    assertThat(page.results("id")).isEqualTo(all.subList(0, 2));
    assertThat(page.header("Link").orElseThrow()).contains("/auth/sessions?limit=2&cursor=").endsWith("rel=\"next\"");
    Reply last = newest.get("/auth/sessions?limit=2&cursor=" + page.text("next")).is(200);
    assertThat(last.results("id")).isEqualTo(all.subList(2, 3));
    assertThat(last.get("next").isNull()).isTrue();
    newest.get("/auth/sessions?current=true").isProblem(400, "invalid", "current:unknown-parameter");
    newest.get("/auth/sessions?limit=0").isProblem(400, "invalid", "limit:invalid");
    newest.get("/auth/sessions?cursor=%2E").isProblem(400, "invalid", "cursor:invalid");
    Team.NOBODY.get("/auth/sessions").isProblem(401, "unauthorized");
  }

  @Test
  void anotherSessionIsEndedFromHere() {
    Client here = Team.person("jan");
    Client there = Team.signIn("jan");
    String id = there.get("/auth/sessions").results().stream().filter(it -> it.get("current").asBoolean()).findFirst()
        .orElseThrow().get("id").asText();
    BEN.delete("/auth/sessions/" + id).isProblem(404, "not-found");
    there.get("/auth/user").is(200);
    assertThat(here.delete("/auth/sessions/" + id).is(204).http().body()).isEmpty();
    there.get("/auth/user").isProblem(401, "unauthorized");
    assertThat(here.get("/auth/sessions").results("id")).hasSize(1).doesNotContain(id);
    here.delete("/auth/sessions/" + id).isProblem(404, "not-found");
    here.delete("/auth/sessions/nonsense").isProblem(404, "not-found");
    Team.NOBODY.delete("/auth/sessions/" + id).isProblem(401, "unauthorized");
  }
}
