package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
  private static final String POSTS = "/api/posts";
  private static final String POST = "{\"title\": \"a\", \"content\": \"b\"}";

  private static final int ROUNDS = 40;
  private static final int AT_ONCE = 12;

  private final String key = UUID.randomUUID().toString();
  private final Client anna = ANNA.with("Idempotency-Key", key);

  @Test
  void sameKeyAndBodyGiveTheSameResource() throws Exception {
    Reply first = anna.post(POSTS, POST).is(201);
    long events = BOARD.events();
    Reply again = anna.post(POSTS, POST).is(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
    assertThat(again.header("ETag")).contains("\"1\"");
    assertThat(again.token()).isEqualTo(first.token());
    assertThat(BOARD.events()).isEqualTo(events);
  }

  @Test
  void everyCreationTakesAKey() {
    for (String[] creation : List.of(
        new String[]{"/api/tweets", "{\"text\": \"x\"}"},
        new String[]{"/api/sprints", "{\"name\": \"x\", \"end\": \"2030-01-01\"}"},
        new String[]{"/api/tasks", "{\"name\": \"x\"}"})) {
      String id = anna.post(creation[0], creation[1]).is(201).id();
      assertThat(anna.post(creation[0] + "/", creation[1]).is(201).id()).isEqualTo(id);
    }
  }

  @Test
  void repetitionShowsWhatHasBecomeOfTheResource() {
    Reply first = anna.post(POSTS, POST).is(201);
    ANNA.patch(POSTS + "/" + first.id(), "{\"title\": \"changed\"}").is(200);
    Reply again = anna.post(POSTS, POST).is(201);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.text("title")).isEqualTo("changed");
  }

  @Test
  void bodiesAreComparedAsJsonValues() {
    String id = ANNA.with("Idempotency-Key", key).post("/api/tasks", "{\"name\": \"a\", \"order\": 10}").is(201).id();
    for (String same : List.of("{ \"order\":10 , \"name\":\"a\" }", "{\"name\": \"\\u0061\", \"order\": 1e1}",
        "{\"name\": \"a\", \"order\": 10.00}")) {
      assertThat(anna.post("/api/tasks", same).is(201).id()).isEqualTo(id);
    }
    for (String other : List.of("{\"name\": \"a\"}", "{\"name\": \"a\", \"order\": 11}",
        "{\"name\": \"a\", \"order\": 10, \"due\": null}", "{\"name\": \"a \", \"order\": 10}")) {
      anna.post("/api/tasks", other).isProblem(422, "idempotency-key-reused");
    }
  }

  @Test
  void keyOfADeletedResourceStaysUsed() {
    Reply first = anna.post(POSTS, POST).is(201);
    ANNA.delete(POSTS + "/" + first.id()).is(204);
    anna.post(POSTS, POST).isProblem(409, "deleted");
    anna.post(POSTS, POST.replace("a", "c")).isProblem(422, "idempotency-key-reused");
  }

  @Test
  void keysCountPerUserAndPath() {
    Reply first = anna.post(POSTS, POST).is(201);
    Reply bens = BEN.with("Idempotency-Key", key).post(POSTS, POST).is(201);
    assertThat(bens.id()).isNotEqualTo(first.id());
    assertThat(bens.text("author")).isEqualTo("ben");
    anna.post("/api/tweets", "{\"text\": \"x\"}").is(201);
  }

  @Test
  void malformedKeyIsRefused() {
    for (String bad : List.of("x".repeat(256), "a b")) {
      ANNA.with("Idempotency-Key", bad).post(POSTS, POST).isProblem(400, "malformed-idempotency-key");
    }
    ANNA.with("Idempotency-Key", key + "!\"#~".repeat(40)).post(POSTS, POST).is(201);
    ANNA.with("Idempotency-Key", "x".repeat(255)).post(POSTS, POST).is(201);
  }

  @Test
  void keyOfARefusedCreationTakesACorrectedBody() {
    anna.post("/api/tasks", "{\"name\": \"\"}").isProblem(400, "invalid", "name:too-short");
    anna.post("/api/tasks", "{\"name\": \"a\", \"status\": \"done\"}").isProblem(409, "backlog-task-not-todo");
    Reply made = anna.post("/api/tasks", "{\"name\": \"a\"}").is(201);
    assertThat(anna.post("/api/tasks", "{\"name\": \"a\"}").is(201).id()).isEqualTo(made.id());
    anna.post("/api/tasks", "{\"name\": \"a\", \"status\": \"done\"}").isProblem(422, "idempotency-key-reused");
  }

  @Test
  void resourceThatIsThereAnswersToItsKeyThoughOthersWereRefused() throws Exception {
    int made = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Client sender = ANNA.with("Idempotency-Key", key + round);
      Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"x\", \"end\": \"2020-01-01\"}").is(201);
      String task = "{\"name\": \"a\", \"sprint\": \"" + sprint.id() + "\"}";
      String other = task.replace("\"a\"", "\"b\"");
      List<Reply> replies = atOnce(sender, task, other,
          () -> ANNA.patch("/api/sprints/" + sprint.id(), "{\"end\": \"2099-01-01\"}").is(200));
      assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(201, 409, 422));
      List<Reply> created = replies.stream().filter(reply -> reply.status() == 201).toList();
      if (created.isEmpty()) continue;
      made++;
      Reply first = created.getFirst();
      assertThat(created).allSatisfy(reply -> assertThat(reply.json()).isEqualTo(first.json()));
      boolean isOther = first.text("name").equals("b");
      assertThat(sender.post("/api/tasks", isOther ? other : task).is(201).id()).isEqualTo(first.id());
      sender.post("/api/tasks", isOther ? task : other).isProblem(422, "idempotency-key-reused");
    }
    assertThat(made).isPositive();
  }

  /** Many creations with two bodies, and something that makes them allowed in the middle. */
  private static List<Reply> atOnce(Client sender, String body, String other, Callable<Reply> middle)
      throws Exception {
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        String mine = i % 4 == 3 ? other : body;
        running.add(threads.submit(() -> sender.post("/api/tasks", mine)));
        if (i == AT_ONCE / 2) threads.submit(middle);
      }
      for (Future<Reply> each : running)
        replies.add(each.get());
    }
    return replies;
  }

  @Test
  void withoutAKeyEveryCreationIsANewOne() {
    assertThat(ANNA.post(POSTS, POST).id()).isNotEqualTo(ANNA.post(POSTS, POST).id());
  }
}
