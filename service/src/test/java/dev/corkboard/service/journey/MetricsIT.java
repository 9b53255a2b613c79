package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsIT {
  private static final Client MANAGEMENT = Client.toUndescribed("http://127.0.0.1:" + BOARD.managementPort());
  private static final Path DOCUMENT = Path.of("../docs/operations.md");

  @Test
  void documentNamesWhatThereIsAndNoMore() throws IOException {
    // The first write of a board that has just started may be too slow.
    Reply task = await().atMost(Duration.ofSeconds(40))
        .until(() -> ANNA.post("/api/tasks", "{\"name\": \"Measure the fence\"}"), reply -> reply.status() == 201);
    ANNA.after(task).get("/api/tasks/" + task.id()).is(200);
    String document = Files.readString(DOCUMENT);
    int from = document.indexOf("\n## Metrics");
    String table = document.substring(from, document.indexOf("\n## ", from + 1)).lines()
        .filter(line -> line.startsWith("|")).map(line -> line.split("\\|")[1]).collect(Collectors.joining("\n"));
    assertThat(names("corkboard_\\w+", table)).isEqualTo(names("(?m)^corkboard_\\w+", scrape()));
  }

  @Test
  void figuresOfTheDatabaseAreKnown() {
    ANNA.get("/api/tasks").is(200);
    await().atMost(Duration.ofSeconds(30)).untilAsserted(MetricsIT::everyFigureIsANumber);
  }

  private static void everyFigureIsANumber() {
    String metrics = scrape();
    for (String figure : Set.of("corkboard_projection_lag_events{view=\"tasks\"}", "corkboard_outbox_oldest_seconds",
        "corkboard_mails_dead", "corkboard_pool_connections{pool=\"journal\",state=\"active\"}",
        "corkboard_cache_requests_total{kind=\"task\",result=\"miss\"}",
        "corkboard_mails_total{result=\"sent\"}")) {
      assertThat(metrics).containsPattern("(?m)^" + Pattern.quote(figure) + " \\d");
    }
  }

  @Test
  void whatIsNotEvenHttpIsCounted() throws IOException {
    RawHttp.send(BOARD.port(), "GET / HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(US_ASCII)).isProblem();
    assertThat(scrape()).containsPattern(
        "(?m)^corkboard_http_requests_seconds_count\\{route=\"none\",status=\"400\"\\} [1-9]");
  }

  @Test
  void aNodeInItsClusterIsReady() {
    assertThat(MANAGEMENT.get("/ready").is(200).http().body()).isEqualTo("ok\n");
    MANAGEMENT.get("/alive").is(200);
    for (String path : Set.of("/metrics", "/ready", "/alive"))
      NOBODY.get(path).isProblem(404, "not-found");
  }

  private static String scrape() {
    return MANAGEMENT.get("/metrics").is(200).http().body();
  }

  private static Set<String> names(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
