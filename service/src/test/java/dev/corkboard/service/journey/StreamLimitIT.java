package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.person;
import static dev.corkboard.service.journey.Team.signIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One person follows with so many streams at most, and leaves room for the others. */
class StreamLimitIT {
  private static final int LIMIT = 20;
  private static final Client GREEDY = person("greedy");

  private static List<HttpResponse<InputStream>> openAtOnce(Client person, int count) throws Exception {
    List<HttpResponse<InputStream>> opened = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<InputStream>>> opening = new ArrayList<>();
      for (int i = 0; i < count; i++)
        opening.add(threads.submit(() -> person.open("/api/changes")));
      for (Future<HttpResponse<InputStream>> one : opening)
        opened.add(one.get());
    }
    return opened;
  }

  private static long with(int status, List<HttpResponse<InputStream>> all) {
    return all.stream().filter(one -> one.statusCode() == status).count();
  }

  @Test
  void streamsThatAreClosedMakeRoomForOthersAtOnce() throws Exception {
    Client reloading = person("reloading");
    List<HttpResponse<InputStream>> open = openAtOnce(reloading, LIMIT);
    for (int round = 0; round < 3; round++) {
      for (HttpResponse<InputStream> stream : open)
        stream.body().close();
      open = openAtOnce(reloading, LIMIT);
      assertThat(with(200, open)).as("round %s", round).isEqualTo(LIMIT);
    }
    reloading.send("POST", "/auth/logout").is(204);
  }

  @Test
  void onePersonHasTwentyStreamsHoweverTheyRace() throws Exception {
    List<HttpResponse<InputStream>> all = openAtOnce(GREEDY, LIMIT + 15);
    assertThat(with(200, all)).isEqualTo(LIMIT);
    assertThat(with(429, all)).isEqualTo(15);
    GREEDY.with("Accept", "text/event-stream").get("/api/changes").isProblem(429, "too-many-streams");
    assertThat(GREEDY.get("/api/changes").header("Retry-After")).isPresent();
    try (Follower other = Follower.of(BEN, "")) {
      assertThat(other.header("Content-Type")).isPresent();
    }
    GREEDY.send("POST", "/auth/logout").is(204);
    for (HttpResponse<InputStream> stream : all)
      stream.body().readAllBytes(); // they end with their session
    Client again = signIn("greedy");
    await().atMost(Duration.ofSeconds(10)).until(() -> openAtOnce(again, 1).getFirst().statusCode() == 200);
    List<HttpResponse<InputStream>> more = openAtOnce(again, LIMIT);
    assertThat(with(200, more)).isEqualTo(LIMIT - 1);
    again.send("POST", "/auth/logout").is(204);
  }
}
