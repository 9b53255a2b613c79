package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConsistencyIT {
  private static final String TASKS = "/api/tasks";

  @Test
  void everyWriteGivesAToken() {
    Reply created = ANNA.post(TASKS, "{\"name\": \"a\"}").is(201);
    String task = TASKS + "/" + created.id();
    List<String> tokens = List.of(created.token(), ANNA.patch(task, "{\"name\": \"b\"}").token(),
        ANNA.post(task + "/move", "{\"status\": \"todo\"}").token(), ANNA.patch(task, "{\"name\": \"b\"}").token(),
        ANNA.delete(task).is(204).token());
    assertThat(tokens).allMatch(token -> token.matches("[!-~&&[^,]]+"));
    assertThat(tokens.get(4)).isNotEqualTo(tokens.get(3));
  }

  @Test
  void readerWithTheTokenSeesTheWrite() {
    for (int i = 0; i < 20; i++) {
      Reply created = ANNA.post(TASKS, "{\"name\": \"read your writes\"}").is(201);
      Client reader = BEN.after(created);
      Reply list = reader.get(TASKS + "?ordering=-created_at&limit=5").is(200);
      assertThat(list.results("id")).contains(created.id());
      assertThat(list.header("Consistency")).isEmpty();
      String task = TASKS + "/" + created.id();
      Reply changed = ANNA.patch(task, "{\"name\": \"changed\"}").is(200);
      assertThat(BEN.after(changed).get(task).is(200).json()).isEqualTo(changed.json());
      Reply deleted = ANNA.delete(task);
      BEN.after(deleted).get(task).isProblem(404, "not-found");
    }
  }

  @Test
  void tokensOfSeveralWritesCountTogether() {
    Reply[] writes = IntStream.range(0, 20).mapToObj(i -> ANNA.post(TASKS, "{\"name\": \"one of many\"}"))
        .toArray(Reply[]::new);
    List<String> seen = BEN.after(writes).get(TASKS + "?q=%22one%20of%20many%22&limit=100").is(200).results("id");
    assertThat(seen).contains(IntStream.range(0, 20).mapToObj(i -> writes[i].id()).toArray(String[]::new));
  }

  @Test
  void tokenOfOneKindCountsForAnother() {
    Reply post = ANNA.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}");
    ANNA.after(post).get(TASKS).is(200);
  }

  @Test
  void malformedTokensAreRefused() {
    Reply write = ANNA.post(TASKS, "{\"name\": \"a\"}");
    for (String bad : List.of("x", "task:1:1", write.token() + "x", "task:" + write.id() + ":-1",
        write.token() + ",x", "user:" + write.id() + ":1",
        String.join(",", Collections.nCopies(21, write.token())))) {
      ANNA.with("Consistency-Token", bad).get(TASKS).isProblem(400, "malformed-consistency-token");
      ANNA.with("Consistency-Token", bad).get(TASKS + "/" + write.id()).isProblem(400, "malformed-consistency-token");
    }
    ANNA.with("Consistency-Token", String.join(" , ", Collections.nCopies(20, write.token()))).get(TASKS).is(200);
  }

  @Test
  void whatDoesNotArriveIsAnsweredStaleAfterTwoSeconds() {
    Reply write = ANNA.post(TASKS, "{\"name\": \"a\"}");
    String never = "task:" + write.id() + ":7";
    Client reader = ANNA.with("Consistency-Token", never + "," + never.replace(":7", ":8"));
    Instant start = Instant.now();
    Reply answer = reader.get(TASKS + "/" + write.id()).is(200);
    assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
    assertThat(answer.header("Consistency")).contains("stale");
    assertThat(answer.id()).isEqualTo(write.id());
    assertThat(reader.get(TASKS + "?limit=1").is(200).header("Consistency")).contains("stale");
  }
}
