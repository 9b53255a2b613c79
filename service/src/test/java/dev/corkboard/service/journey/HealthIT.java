package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthIT {

  @Test
  void processAnswers() {
    Reply healthy = NOBODY.get("/healthcheck").is(200);
    assertThat(healthy.text("status")).isEqualTo("ok");
    assertThat(healthy.text("version")).isNotBlank();
  }

  @Test
  void everyPartIsChecked() {
    await().atMost(Duration.ofSeconds(20))
        .until(() -> NOBODY.get("/smoketests").is(200).text("status").equals("ok"));
    Reply smoke = NOBODY.get("/smoketests").is(200);
    for (String part : List.of("database", "redis", "rabbitmq", "projections")) {
      assertThat(smoke.get("checks").path(part).path("status").asText()).as(part).isEqualTo("ok");
      assertThat(smoke.get("checks").path(part).path("latency_ms").isNumber()).as(part).isTrue();
    }
  }

  @Test
  void metricsAreOnTheManagementPortOnly() {
    ANNA.get("/metrics").isProblem(404, "not-found");
    Reply metrics = Client.toUndescribed("http://127.0.0.1:" + BOARD.managementPort()).get("/metrics").is(200);
    assertThat(metrics.header("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.http().body()).contains("corkboard_http_requests_seconds_count");
  }
}
