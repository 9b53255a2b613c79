package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdempotencyIT {
  private static final String POSTS = "/api/posts";
  private static final String POST = "{\"title\": \"a\", \"content\": \"b\"}";

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
  void withoutAKeyEveryCreationIsANewOne() {
    assertThat(ANNA.post(POSTS, POST).id()).isNotEqualTo(ANNA.post(POSTS, POST).id());
  }
}
