package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ProjectionsListIT {
  private static final String PROJECTIONS = "/api/admin/projections";

  @Test
  void administratorSeesHowFarEachViewIs() {
    ANNA.post("/api/tweets", "{\"text\": \"Who reads this?\"}").is(201);
    assertThat(ROOT.get(PROJECTIONS).is(200).results("name")).contains("posts", "tweets", "sprints", "tasks",
        "reminders");
    await().untilAsserted(() -> {
      JsonNode tweets = view("tweets");
      assertThat(tweets.get("position")).isEqualTo(tweets.get("head"));
      assertThat(tweets.get("lag_events").asLong()).isZero();
      assertThat(tweets.get("eta_seconds").asDouble()).isZero();
      assertThat(tweets.get("state").asText()).isEqualTo("running");
      assertThat(tweets.get("last_error").isNull()).isTrue();
    });
  }

  @Test
  void paceIsThatSinceTheLastLook() {
    view("tweets");
    await().untilAsserted(() -> {
      ANNA.post("/api/tweets", "{\"text\": \"And another\"}").is(201);
      assertThat(view("tweets").get("rate").asDouble()).isPositive();
    });
  }

  @Test
  void nobodyElseSeesThem() {
    ANNA.get(PROJECTIONS).isProblem(403, "forbidden");
    NOBODY.get(PROJECTIONS).isProblem(401, "unauthorized");
  }

  private static JsonNode view(String name) {
    return ROOT.get(PROJECTIONS).is(200).results().stream().filter(view -> view.get("name").asText().equals(name))
        .findFirst().orElseThrow();
  }
}
