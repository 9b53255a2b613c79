package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.journey.Follower.Seen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who looks at what, as those who follow see it. */
class PresenceIT {
  private static final String PATH = "/api/presence";
  private static final String TASK = "01a1fdb4-c4cd-7509-808f-3de9b934562b";

  @Test
  void followersAreToldWhoComesAndWhoLeaves() throws Exception {
    Client pia = Team.person("pia");
    long events = BOARD.events();
    try (Follower follower = Follower.of(ANNA, "?presence=true"); Follower without = Follower.of(ANNA, "")) {
      assertThat(pia.put(PATH, on("task")).is(204).http().body()).isEmpty();
      follower.awaiting(() -> of(follower).size() == 1);
      assertThat(of(follower).getFirst().toString()).isEqualTo(
          "{\"username\":\"pia\",\"on\":{\"kind\":\"task\",\"id\":\"" + TASK + "\"}}");
      String id = follower.lastId();
      try (Follower late = Follower.of(ANNA, "?presence=true&after=" + id)) {
        late.awaiting(() -> of(late).size() == 1);
      }
      pia.put(PATH, "{\"on\": null}").is(204);
      follower.awaiting(() -> of(follower).size() == 2);
      assertThat(of(follower).getLast().toString()).isEqualTo("{\"username\":\"pia\",\"on\":null}");
      Reply tweet = pia.post("/api/tweets", "{\"text\": \"after\"}").is(201);
      follower
          .awaiting(() -> follower.seen().stream().anyMatch(it -> it.data().path("id").asText().equals(tweet.id())));
      without.awaitingResource(tweet.id());
      assertThat(without.seen()).noneMatch(seen -> seen.event().equals("presence"));
    }
    assertThat(BOARD.events()).isEqualTo(events + 1);
  }

  @Test
  void placeMustBeOne() {
    ANNA.put(PATH, "{}").isProblem(400, "invalid", "on:required");
    ANNA.put(PATH, "{\"on\": \"task\"}").isProblem(400, "invalid", "on:wrong-type");
    ANNA.put(PATH, on("page")).isProblem(400, "invalid", "on:unknown-value");
    ANNA.put(PATH, on("task").replace(TASK, "x y")).isProblem(400, "invalid", "on:invalid");
    NOBODY.put(PATH, on("task")).isProblem(401, "unauthorized");
    ANNA.get("/api/changes?presence=1").isProblem(400, "invalid", "presence:invalid");
  }

  private static List<com.fasterxml.jackson.databind.JsonNode> of(Follower follower) {
    return follower.seen().stream().filter(it -> it.event().equals("presence")).map(Seen::data)
        .filter(it -> it.get("username").asText().equals("pia")).toList();
  }

  private static String on(String kind) {
    return "{\"on\": {\"kind\": \"%s\", \"id\": \"%s\"}}".formatted(kind, TASK);
  }
}
