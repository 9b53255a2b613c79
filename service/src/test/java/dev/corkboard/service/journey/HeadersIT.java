package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.RunningBoard;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadersIT {
  private static final String TWEETS = "/api/tweets";

  @Test
  void headAnswersAsGetWithoutTheBody() {
    Reply created = ANNA.post(TWEETS, "{\"text\": \"x\"}");
    Client reader = ANNA.after(created);
    for (String path : List.of(TWEETS, TWEETS + "/" + created.id(), "/healthcheck")) {
      Reply get = reader.get(path).is(200);
      Reply head = reader.send("HEAD", path).is(200);
      assertThat(head.http().body()).isEmpty();
      assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
      assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }
    Reply missing = ANNA.send("HEAD", "/api/nothing").is(404);
    assertThat(missing.http().body()).isEmpty();
  }

  @Test
  void everyAnswerIsSafeForBrowsers() {
    for (Reply reply : List.of(ANNA.get(TWEETS).is(200), ANNA.get("/api/nothing").is(404), NOBODY.get(TWEETS).is(401),
        ANNA.post(TWEETS, "{\"text\": \"x\"}").is(201), NOBODY.get("/healthcheck").is(200))) {
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(reply.header("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'");
      assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
      assertThat(reply.header("Cache-Control").orElseThrow()).containsAnyOf("no-cache", "no-store");
      assertThat(reply.header("Server")).isEmpty();
    }
    assertThat(ANNA.get("/auth/user").header("Cache-Control")).contains("no-store");
    assertThat(ANNA.get(TWEETS).header("Content-Type")).contains("application/json");
  }

  @Test
  void pagesOfConfiguredOriginsMayCall() {
    Reply answer = ANNA.with("Origin", RunningBoard.ORIGIN).get(TWEETS).is(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains(RunningBoard.ORIGIN);
    assertThat(answer.header("Access-Control-Expose-Headers").orElseThrow()).contains("ETag", "Link", "Location",
        "X-Request-ID", "Consistency-Token");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("Vary").orElseThrow()).contains("Origin");
    Reply refused = NOBODY.with("Origin", RunningBoard.ORIGIN).get(TWEETS).is(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).contains(RunningBoard.ORIGIN);
  }

  @Test
  void preflightIsAnsweredForConfiguredOriginsOnly() {
    Client asking = NOBODY.with("Access-Control-Request-Method", "PATCH").with("Access-Control-Request-Headers",
        "authorization, if-match");
    Reply allowed = asking.with("Origin", RunningBoard.ORIGIN).send("OPTIONS", TWEETS + "/1").is(204);
    assertThat(allowed.header("Access-Control-Allow-Methods").orElseThrow()).contains("PATCH", "DELETE");
    assertThat(allowed.header("Access-Control-Allow-Headers").orElseThrow().toLowerCase()).contains("authorization",
        "content-type", "if-match", "idempotency-key", "consistency-token");
    for (String stranger : List.of("https://evil.example", "null", RunningBoard.ORIGIN + ".evil.example")) {
      Reply refused = asking.with("Origin", stranger).send("OPTIONS", TWEETS);
      assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(ANNA.with("Origin", stranger).get(TWEETS).is(200).header("Access-Control-Allow-Origin")).isEmpty();
    }
  }
}
