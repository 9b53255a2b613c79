package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views are built again while people work. */
class RebuildIT {
  private static final String PROJECTIONS = "/api/admin/projections";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"posts", "post_versions", "tweets", "sprints", "sprint_versions", "tasks", "task_versions",
      "reminders"})
  void everyViewCanBeBuiltAgain(String view) throws SQLException {
    int version = view(view).get("version").intValue();
    JsonNode begun = ROOT.send("POST", PROJECTIONS + "/" + view + "/rebuild").is(202).json();
    assertThat(begun.get("name").asText()).isEqualTo(view);
    awaitVersion(view, version + 1);
    assertThat(view(view).get("last_error").isNull()).isTrue();
    assertThat(BOARD.rebuildDifferences(view)).isEmpty();
  }

  @Test
  void nobodyNoticesTheSwap() throws Exception {
    int version = view("tasks").get("version").intValue();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger rounds = new AtomicInteger();
    List<Future<?>> people = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        Client person = Team.person("rebuild-" + i);
        people.add(threads.submit(() -> {
          while (!over.get()) {
            work(person);
            rounds.incrementAndGet();
          }
        }));
      }
      try {
        await().atMost(LONGEST).until(() -> rounds.get() > 40);
        ROOT.send("POST", PROJECTIONS + "/tasks/rebuild").is(202);
        awaitVersion("tasks", version + 1);
        int after = rounds.get();
        await().atMost(LONGEST).until(() -> rounds.get() > after + 40);
      } finally {
        over.set(true);
      }
    }
    for (Future<?> person : people)
      person.get();
    assertThat(BOARD.rebuildDifferences("tasks")).isEmpty();
  }

  /** Each read must show the write before it, by token, in the resource and in a list. */
  private static void work(Client person) {
    Reply written = person.post("/api/tasks", "{\"name\": \"Kept in step\", \"labels\": [\"rebuild\"]}").is(201);
    Reply moved = person.patch("/api/tasks/" + written.id(), "{\"name\": \"Still in step\"}").is(200);
    Reply shown = person.after(moved).get("/api/tasks/" + written.id()).is(200);
    assertThat(shown.header("Consistency")).isEmpty();
    assertThat(shown.text("name")).isEqualTo("Still in step");
    Reply listed = person.after(moved).get("/api/tasks?label=rebuild&ordering=-created_at&limit=50").is(200);
    assertThat(listed.header("Consistency")).isEmpty();
    assertThat(listed.results("id")).contains(written.id());
  }

  @Test
  void unknownViewIsNotFound() {
    ROOT.send("POST", PROJECTIONS + "/nothing/rebuild").isProblem(404, "not-found");
    ANNA.send("POST", PROJECTIONS + "/tasks/rebuild").isProblem(403, "forbidden");
  }

  @Test
  void oneAtATime() throws Exception {
    int version = view("sprints").get("version").intValue();
    try (AutoCloseable someoneElse = BOARD.holdingBuildLock("sprints")) {
      ROOT.send("POST", PROJECTIONS + "/sprints/rebuild").isProblem(409, "rebuild-running");
    }
    assertThat(view("sprints").get("version").intValue()).isEqualTo(version);
  }

  @Test
  void viewOfAnotherShapeIsBuiltBeforeANodeServes() throws SQLException {
    int version = view("tweets").get("version").intValue();
    BOARD.shapeViews();
    assertThat(view("tweets").get("version").intValue()).isEqualTo(version);
    try (Connection connection = BOARD.connect(); Statement statement = connection.createStatement()) {
      statement.execute("update projection.view_version set shape = 0 where view = 'tweets'");
    }
    BOARD.shapeViews();
    assertThat(view("tweets").get("version").intValue()).isEqualTo(version + 1);
    assertThat(BOARD.query("select shape from projection.view_version where view = 'tweets'")).isEqualTo("3");
  }

  @Test
  void commandDoesTheSameAndGoesBack() throws Exception {
    int version = view("posts").get("version").intValue();
    Reply written = ANNA.post("/api/posts", "{\"title\": \"Kept\", \"content\": \"by the command, too\"}").is(201);
    BOARD.rebuild("posts", false);
    assertThat(view("posts").get("version").intValue()).isEqualTo(version + 1);
    ANNA.after(written).get("/api/posts/" + written.id()).is(200);
    Reply later = ANNA.post("/api/posts", "{\"title\": \"Later\", \"content\": \"than the swap\"}").is(201);
    ANNA.after(later).get("/api/posts/" + later.id()).is(200);
    BOARD.rebuild("posts", true);
    assertThat(view("posts").get("version").intValue()).isEqualTo(version + 2);
    ANNA.after(later).get("/api/posts/" + later.id()).is(200);
  }

  private static void awaitVersion(String view, int version) {
    await().atMost(LONGEST).until(() -> view(view).get("version").intValue() == version);
    await().atMost(LONGEST).until(() -> view(view).get("state").asText().equals("running"));
  }

  private static JsonNode view(String name) {
    return ROOT.get(PROJECTIONS).is(200).results().stream().filter(view -> view.get("name").asText().equals(name))
        .findFirst().orElseThrow();
  }
}
