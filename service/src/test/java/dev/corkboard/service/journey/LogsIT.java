package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.service.entity.Sharded;
import dev.corkboard.service.log.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogsIT {
  private static final String ACCESS = "access";

  /** The board quietens its log when it starts, and its first write may be too slow. */
  @BeforeAll
  static void start() {
    await().atMost(Duration.ofSeconds(40))
        .until(() -> ANNA.post("/api/tasks", "{\"name\": \"Warm up\"}").status() == 201);
  }

  @Test
  void aRequestIsFollowedByItsIdToEveryView() {
    String id = UUID.randomUUID().toString();
    try (Lines lines = Lines.of(Level.DEBUG, ACCESS, Sharded.class.getPackageName(),
        Projections.class.getPackageName())) {
      String task = ANNA.with("X-Request-ID", id).post("/api/tasks", "{\"name\": \"Oil the hinges\"}").is(201).id();
      await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(lines.messagesOf(id)).contains(
          "task|" + task + " Create at revision 0: Accepted",
          "task|" + task + " is stored up to revision 1",
          "View tasks has taken event 1 of task " + task,
          "View reminders has taken event 1 of task " + task)
          .anySatisfy(line -> assertThat(line).startsWith("POST route=\"POST /api/tasks\" status=201 user=anna ms=")));
    }
  }

  @Test
  void everyRequestHasOneLine() throws IOException {
    try (Lines lines = Lines.of(Level.INFO, ACCESS)) {
      NOBODY.with("X-Request-ID", "nowhere-1").get("/api/nothing/x%0Ay").is(404);
      assertThat(lines.messagesOf("nowhere-1")).singleElement().asString()
          .startsWith("GET route=\"none\" status=404 user=- ms=");
      NOBODY.with("X-Request-ID", "nobody-1").get("/api/tasks/abc").is(401);
      assertThat(lines.messagesOf("nobody-1")).singleElement().asString()
          .startsWith("GET route=\"GET /api/tasks/{id}\" status=401 user=- ms=");
      ANNA.with("X-Request-ID", "method-1").delete("/api/tasks").is(405);
      assertThat(lines.messagesOf("method-1")).hasSize(1);
      RawHttp.Answer refused = RawHttp.send(BOARD.port(), "GET / HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(US_ASCII));
      refused.isProblem(400);
      assertThat(lines.messagesOf(refused.json().get("request_id").asText())).singleElement().asString()
          .startsWith("- route=\"none\" status=400 user=- ms=");
    }
  }

  @Test
  void inJsonEachValueIsAField() throws IOException {
    try (Lines lines = Lines.of(Level.INFO, ACCESS)) {
      ANNA.with("X-Request-ID", "json-1").get("/api/tasks").is(200);
      List<ILoggingEvent> line = lines.of("json-1");
      assertThat(line).hasSize(1);
      LogstashEncoder encoder = new LogstashEncoder();
      encoder.start();
      JsonNode json = Json.mapper().readTree(encoder.encode(line.getFirst()));
      assertThat(json.get("request_id").asText()).isEqualTo("json-1");
      assertThat(json.get("method").asText()).isEqualTo("GET");
      assertThat(json.get("route").asText()).isEqualTo("GET /api/tasks");
      assertThat(json.get("status").isInt()).isTrue();
      assertThat(json.get("user").asText()).isEqualTo("anna");
      assertThat(json.get("ms").isNumber()).isTrue();
    }
  }
}
