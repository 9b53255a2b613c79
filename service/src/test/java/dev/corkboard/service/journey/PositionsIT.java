package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** From a list to what happens next, with no gap. */
class PositionsIT {
  private static final String FUTURE = "2040-01-01";

  /** What a client shows: the revision of each task. */
  private record Seen(String position, Map<String, Long> revisions) {}

  @Test
  void listAndTheChangesAfterItsPositionAreWhatThereIsInTheEnd() throws Exception {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"busy\", \"end\": \"" + FUTURE + "\"}").is(201).id();
    List<Seen> seen = new ArrayList<>();
    Reply[] last = new Reply[3];
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writing = new ArrayList<>();
      for (int w = 0; w < last.length; w++) {
        int writer = w;
        writing.add(writers.submit(() -> last[writer] = write(sprint)));
      }
      while (writing.stream().anyMatch(it -> !it.isDone())) {
        seen.add(seen(BEN.get("/api/tasks?limit=100&sprint=" + sprint).is(200)));
        seen.add(seen(BEN.get("/api/board?sprint=" + sprint).is(200)));
        seen.add(seen(BEN.get("/api/tasks?limit=100&count=true&sprint=" + sprint).is(200)));
      }
      for (Future<?> each : writing)
        each.get();
    }
    Client reader = BEN.after(last);
    Map<String, Long> end = seen(reader.get("/api/tasks?limit=100&sprint=" + sprint).is(200)).revisions();
    assertThat(end).hasSize(3 * 20);
    assertThat(seen.stream().map(Seen::position).distinct().count()).isGreaterThan(2);
    for (Seen one : seen)
      assertThat(followed(reader, one, sprint)).as(one.position()).isEqualTo(end);
  }

  @Test
  void everyListSaysWhereItStandsAndSaysSoToWhoHasItAlready() {
    Client writer = person("positioned");
    Reply post = writer.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}").is(201);
    Reply tweet = writer.post("/api/tweets", "{\"text\": \"a\"}").is(201);
    Reply sprint = writer.post("/api/sprints", "{\"name\": \"a\", \"end\": \"" + FUTURE + "\"}").is(201);
    Reply task = writer.post("/api/tasks", "{\"name\": \"a\", \"sprint\": \"" + sprint.id() + "\"}").is(201);
    Map<String, Reply> lists = Map.of("/api/posts", post, "/api/tweets", tweet, "/api/tasks", task,
        "/api/board?sprint=" + sprint.id(), task);
    lists.forEach((list, write) -> {
      Reply fresh = writer.after(write).get(list).is(200);
      String position = fresh.header("Position").orElseThrow();
      Reply changes = writer.with("Accept", "application/json").after(write)
          .get("/api/changes?after=" + position + "&kind=" + write.token().split(":")[0]).is(200);
      assertThat(changes.results("id")).as(list).doesNotContain(write.id());
      Reply known = writer.after(write).with("If-None-Match", fresh.header("ETag").orElseThrow()).get(list).is(304);
      assertThat(known.header("Position")).isPresent();
    });
    assertThat(writer.after(sprint).get("/api/sprints").is(200).header("Position")).isPresent();
    assertThat(writer.get("/api/posts/" + post.id()).header("Position")).isEmpty();
    String then = "?as_of=" + task.text("created_at");
    assertThat(writer.after(task).get("/api/tasks" + then).is(200).header("Position")).isEmpty();
    assertThat(writer.after(task).get("/api/board" + then + "&backlog=true").is(200).get("position").isNull()).isTrue();
  }

  /** Otherwise a client of a list that seldom changes would receive all later events of other kinds. */
  @Test
  void listOfWhatHasNotChangedStandsWhereTheOthersAreWhileSomebodyFollows() throws Exception {
    try (Follower follower = Follower.of(ANNA, "")) {
      follower.awaiting(() -> !follower.lastId().isEmpty());
      Reply post = ANNA.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}").is(201);
      Reply task = ANNA.post("/api/tasks", "{\"name\": \"after the post\"}").is(201);
      follower.awaiting(() -> !changesAfter(position(post), task).contains(task.id()));
    }
  }

  private static String position(Reply post) {
    return BEN.after(post).get("/api/posts?limit=1").is(200).header("Position").orElseThrow();
  }

  private static List<String> changesAfter(String position, Reply write) {
    return BEN.with("Accept", "application/json").after(write).get("/api/changes?limit=100&after=" + position).is(200)
        .results("id");
  }

  private static Reply write(String sprint) {
    Reply last = null;
    for (int i = 0; i < 20; i++) {
      last = ANNA.post("/api/tasks", "{\"name\": \"" + i + "\", \"sprint\": \"" + sprint + "\"}").is(201);
      last = ANNA.patch("/api/tasks/" + last.id(), "{\"name\": \"changed " + i + "\"}").is(200);
    }
    return last;
  }

  private static Seen seen(Reply list) {
    Map<String, Long> revisions = new HashMap<>();
    list.results().forEach(task -> revisions.put(task.get("id").asText(), task.get("revision").asLong()));
    return new Seen(list.header("Position").orElseThrow(), revisions);
  }

  /** As a client does: what it has already changes nothing. */
  private static Map<String, Long> followed(Client reader, Seen from, String sprint) {
    Map<String, Long> revisions = new HashMap<>(from.revisions());
    String next = from.position();
    for (Reply page = page(reader, next); !page.results().isEmpty(); page = page(reader, next)) {
      for (JsonNode change : page.results()) {
        String id = change.get("id").asText();
        boolean ours = revisions.containsKey(id)
            || change.path("changes").path("sprint").path("to").asText().equals(sprint);
        if (ours) revisions.merge(id, change.get("revision").asLong(), Math::max);
      }
      next = page.text("next");
    }
    return revisions;
  }

  private static Reply page(Client reader, String after) {
    return reader.with("Accept", "application/json").get("/api/changes?kind=task&limit=100&after=" + after).is(200);
  }
}
