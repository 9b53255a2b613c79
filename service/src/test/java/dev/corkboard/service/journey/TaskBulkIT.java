package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TaskBulkIT {
  private static final String TASKS = "/api/tasks";
  private static final String BULK = TASKS + "/bulk";
  private static final String NO_ID = "01890a5d-ac96-774b-bcce-b302099a8057";

  @Test
  void eachOperationIsWhatTheSingleCallIs() {
    Reply one = task("one");
    Reply two = task("two");
    Reply done = bulk(ANNA, """
        {"op": "create", "body": {"name": "new", "labels": ["bulk"]}}""", """
        {"op": "patch", "id": "%s", "if_match": 1, "body": {"priority": "high"}}""".formatted(one.id()), """
        {"op": "move", "id": "%s", "body": {"before": "%s"}}""".formatted(two.id(), one.id()), """
        {"op": "delete", "id": "%s", "if_match": "\\"2\\""}""".formatted(one.id()), """
        {"op": "restore", "id": "%s"}""".formatted(one.id()));
    assertThat(statuses(done)).containsExactly(201, 200, 200, 204, 200);
    Client reader = BEN.after(done);
    JsonNode created = done.results().getFirst().get("body");
    assertThat(reader.get(TASKS + "/" + created.get("id").asText()).json()).isEqualTo(created);
    assertThat(done.results().get(3).get("body").isNull()).isTrue();
    assertThat(reader.get(TASKS + "/" + one.id()).json()).isEqualTo(done.results().get(4).get("body"));
    assertThat(reader.get(TASKS + "/" + two.id()).json()).isEqualTo(done.results().get(2).get("body"));
    assertThat(reader.get(TASKS + "?label=bulk&id=" + created.get("id").asText()).results()).hasSize(1);
  }

  @Test
  void oneThatIsRefusedDoesNotKeepTheNextFromBeingDone() {
    Reply one = task("one");
    ANNA.patch(TASKS + "/" + one.id(), "{\"name\": \"theirs\"}").is(200);
    Client careless = Client.toUndescribed(BOARD.url()).with("Authorization", BEN.sent("Authorization"));
    Reply done = bulk(careless, """
        {"op": "patch", "id": "%s", "body": {"name": "n"}}""".formatted(NO_ID), """
        {"op": "patch", "id": "%s", "if_match": 1, "body": {"name": "mine"}}""".formatted(one.id()), """
        {"op": "delete", "id": "%s"}""".formatted(one.id()), """
        {"op": "patch", "id": "%s", "if_match": "*", "body": {"nome": "m"}}""".formatted(one.id()), """
        {"op": "fly"}""", """
        {"op": "create", "id": "x"}""", """
        {"op": "restore", "id": "%s", "if_match": 1}""".formatted(one.id()), """
        {"op": "create", "key": "a b", "body": {"name": "n"}}""", "7", """
        {"op": "patch", "id": "%s", "body": {"name": "last"}}""".formatted(one.id()));
    assertThat(statuses(done)).containsExactly(404, 412, 403, 400, 400, 400, 400, 400, 400, 200);
    JsonNode lost = done.results().get(1).get("body");
    assertThat(lost.get("code").asText()).isEqualTo("lost-race");
    assertThat(lost.get("conflicts").get(0).get("theirs").asText()).isEqualTo("theirs");
    assertThat(lost.get("instance").asText()).isEqualTo(TASKS + "/" + one.id());
    assertThat(lost.get("request_id").asText()).isEqualTo(done.header("X-Request-ID").orElseThrow());
    assertThat(errors(done, 3)).containsExactly("nome:unknown-field");
    assertThat(errors(done, 4)).containsExactly("op:unknown-value");
    assertThat(errors(done, 5)).containsExactlyInAnyOrder("id:not-with-op", "body:required");
    assertThat(errors(done, 6)).containsExactly("if_match:not-with-op");
    assertThat(done.results().get(7).get("body").get("code").asText()).isEqualTo("malformed-idempotency-key");
  }

  @Test
  void keyOfACreationIsThatOfTheSingleCall() {
    String key = UUID.randomUUID().toString();
    String create = "{\"op\": \"create\", \"key\": \"%s\", \"body\": {\"name\": \"once\"}}".formatted(key);
    Reply done = bulk(ANNA, create, create);
    Reply single = ANNA.with("Idempotency-Key", key).post(TASKS, "{\"name\": \"once\"}").is(201);
    assertThat(done.results().stream().map(it -> it.get("body").get("id").asText())).containsOnly(single.id());
    assertThat(done.results().stream().map(it -> it.get("body").get("number").asLong()))
        .containsOnly(single.get("number").asLong());
    assertThat(statuses(bulk(ANNA, create.replace("once", "twice")))).containsExactly(422);
    assertThat(statuses(bulk(BEN, create))).containsExactly(201);
  }

  @Test
  void cardsArePutOneAfterTheOther() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2035-01-01\"}").is(201).id();
    List<String> ids = List.of(task("a").id(), task("b").id(), task("c").id());
    Reply done = bulk(ANNA, move(ids.get(0), "\"sprint\": \"" + sprint + "\""),
        move(ids.get(1), "\"after\": \"" + ids.get(0) + "\""), move(ids.get(2), "\"after\": \"" + ids.get(0) + "\""));
    assertThat(statuses(done)).containsOnly(200);
    assertThat(ANNA.after(done).get(TASKS + "?sprint=" + sprint).results("name")).containsExactly("a", "c", "b");
  }

  @Test
  void whatIsNoListOfOperationsIsRefused() {
    ANNA.post(BULK, "{}").isProblem(400, "invalid", "operations:required");
    ANNA.post(BULK, "{\"operations\": {}}").isProblem(400, "invalid", "operations:wrong-type");
    ANNA.post(BULK, "{\"operations\": [" + "{\"op\": \"create\"}, ".repeat(100) + "{\"op\": \"create\"}]}")
        .isProblem(400, "invalid", "operations:too-many");
    ANNA.post(BULK, "[]").isProblem(400, "malformed");
    assertThat(ANNA.post(BULK, "{\"operations\": []}").is(200).results()).isEmpty();
  }

  private static String move(String id, String body) {
    return "{\"op\": \"move\", \"id\": \"%s\", \"body\": {%s}}".formatted(id, body);
  }

  private static Reply bulk(Client client, String... operations) {
    return client.post(BULK, "{\"operations\": [" + String.join(", ", operations) + "]}").is(200);
  }

  private static List<Integer> statuses(Reply bulk) {
    return bulk.results().stream().map(result -> result.get("status").asInt()).toList();
  }

  private static List<String> errors(Reply bulk, int operation) {
    return bulk.results().get(operation).get("body").get("errors").valueStream()
        .map(error -> error.get("field").asText() + ":" + error.get("code").asText()).toList();
  }

  private static Reply task(String name) {
    return ANNA.post(TASKS, "{\"name\": \"" + name + "\"}").is(201);
  }
}
