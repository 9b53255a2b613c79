package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ConcurrencyIT {
  private static final String TASKS = "/api/tasks";
  private static final List<String> FIELDS = List.of("\"name\": \"x\"", "\"description\": \"x\"", "\"order\": 5",
      "\"assigned\": \"ben\"", "\"due\": \"2030-01-01\"", "\"remind_at\": \"2030-01-01T00:00:00Z\"",
      "\"labels\": [\"x\"]");

  @Test
  void nobodyReadsWhatIsOlderThanTheirWrite() throws Exception {
    atOnce(32, client -> {
      String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
      List<String> mine = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Reply created = ANNA.post(TASKS, "{\"name\": \"t\", \"sprint\": \"" + sprint + "\"}").is(201);
        mine.add(created.id());
        assertSeen(BEN.after(created).get(TASKS + "?limit=100&sprint=" + sprint), mine);
        Reply changed = ANNA.patch(TASKS + "/" + created.id(), "{\"name\": \"u\"}").is(200);
        Reply shown = BEN.after(changed).get(TASKS + "/" + created.id()).is(200);
        assertThat(shown.revision()).isEqualTo(2);
        if (i % 3 == 2) {
          Reply deleted = ANNA.delete(TASKS + "/" + mine.removeFirst()).is(204);
          assertSeen(BEN.after(deleted, changed).get(TASKS + "?limit=100&sprint=" + sprint), mine);
        }
      }
      return mine;
    });
  }

  private static void assertSeen(Reply list, List<String> ids) {
    assertThat(list.is(200).header("Consistency")).isEmpty();
    assertThat(list.results("id")).isEqualTo(ids);
  }

  @Test
  void aSprintIsDeletedOrTasksGetIn() throws Exception {
    for (int round = 0; round < 20; round++) {
      String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
      List<Reply> replies = atOnce(4, client -> client == 3
          ? ANNA.delete("/api/sprints/" + sprint)
          : BEN.post(TASKS, "{\"name\": \"t\", \"sprint\": \"" + sprint + "\"}"));
      List<Reply> tasks = replies.subList(0, 3);
      if (replies.get(3).status() == 204)
        assertThat(tasks).allSatisfy(task -> task.isProblem(400, "invalid", "sprint:unknown-sprint"));
      else {
        replies.get(3).isProblem(409, "sprint-not-empty");
        assertThat(tasks.stream().filter(task -> task.status() == 201)).isNotEmpty();
      }
    }
  }

  @Test
  void oneKeyMakesOneResource() throws Exception {
    for (int round = 0; round < 5; round++) {
      Client anna = ANNA.with("Idempotency-Key", UUID.randomUUID());
      long before = BOARD.events();
      List<Reply> replies = atOnce(16, client -> anna.post(TASKS, "{\"name\": \"once\"}"));
      assertThat(replies).allMatch(reply -> reply.status() == 201);
      assertThat(replies.stream().map(Reply::id).distinct()).hasSize(1);
      assertThat(BOARD.events()).isEqualTo(before + 1);
    }
  }

  @Test
  void oneKeyWithSeveralBodiesMakesOneResource() throws Exception {
    for (int round = 0; round < 5; round++) {
      Client anna = ANNA.with("Idempotency-Key", UUID.randomUUID());
      long before = BOARD.events();
      List<Reply> replies = atOnce(16, client -> anna.post(TASKS, "{\"name\": \"body %d\"}".formatted(client % 4)));
      assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 422);
      assertThat(BOARD.events()).isEqualTo(before + 1);
      String name = made(replies);
      for (int client = 0; client < 16; client++) {
        boolean same = name.equals("body %d".formatted(client % 4));
        assertThat(replies.get(client).status()).isEqualTo(same ? 201 : 422);
      }
    }
  }

  private static String made(List<Reply> replies) {
    return replies.stream().filter(reply -> reply.status() == 201).findFirst().orElseThrow().text("name");
  }

  @Test
  void changesOfDifferentFieldsAllMerge() throws Exception {
    String task = TASKS + "/" + ANNA.post(TASKS, "{\"name\": \"a\"}").is(201).id();
    List<Reply> replies = atOnce(FIELDS.size(),
        client -> ANNA.ifMatch(1).patch(task, "{" + FIELDS.get(client) + "}"));
    assertThat(replies).allMatch(reply -> reply.status() == 200);
    assertThat(ANNA.patch(task, "{" + String.join(", ", FIELDS) + "}").is(200).revision()).as("all are in")
        .isEqualTo(1 + FIELDS.size());
  }

  @Test
  void ofChangesOfTheSameFieldOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      String task = TASKS + "/" + ANNA.post(TASKS, "{\"name\": \"a\"}").is(201).id();
      List<Reply> replies = atOnce(8,
          client -> ANNA.ifMatch(1).patch(task, "{\"name\": \"of %d\"}".formatted(client)));
      List<Integer> statuses = replies.stream().map(Reply::status).toList();
      assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
      assertThat(Collections.frequency(statuses, 412)).isEqualTo(7);
      String winner = replies.get(statuses.indexOf(200)).text("name");
      for (Reply lost : replies) {
        if (lost.status() == 200) continue;
        assertThat(lost.get("conflicts").get(0).get("theirs").asText()).isEqualTo(winner);
        assertThat(lost.get("conflicts").get(0).get("base").asText()).isEqualTo("a");
      }
    }
  }

  @Test
  void cardsMovedToTheSamePlaceAreAllThere() throws Exception {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    List<String> cards = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      cards.add(ANNA.post(TASKS, "{\"name\": \"t\", \"sprint\": \"" + sprint + "\"}").is(201).id());
    }
    List<Reply> moves = atOnce(8, client -> ANNA.post(TASKS + "/" + cards.get(client + 2) + "/move",
        "{\"after\": \"" + cards.get(0) + "\"}").is(200));
    List<String> shown = BEN.after(moves.toArray(Reply[]::new)).get(TASKS + "?sprint=" + sprint).results("id");
    assertThat(shown).containsExactlyInAnyOrderElementsOf(cards).startsWith(cards.get(0)).endsWith(cards.get(1));
  }

  private static <T> List<T> atOnce(int clients, IntFunction<T> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        calls.add(() -> work.apply(client));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls, 60, TimeUnit.SECONDS))
        results.add(result.get());
      return results;
    }
  }
}
