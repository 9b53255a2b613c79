package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corkboard.readmodel.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LostUpdatesIT {
  private static final String TASKS = "/api/tasks";

  @Test
  void revisionAndEtagGoTogether() {
    Reply created = task();
    assertThat(created.revision()).isEqualTo(1);
    assertThat(created.header("ETag")).contains("\"1\"");
    Reply changed = ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    assertThat(changed.revision()).isEqualTo(2);
    assertThat(changed.header("ETag")).contains("\"2\"");
    Reply shown = ANNA.after(changed).get(path(created)).is(200);
    assertThat(shown.header("ETag")).contains("\"2\"");
  }

  @Test
  void whatIsKnownIsNotSentAgain() {
    Reply created = task();
    Client reader = ANNA.after(created);
    for (String known : List.of("\"1\"", "*", "W/\"1\"", "\"7\", \"1\"")) {
      Reply answer = reader.with("If-None-Match", known).get(path(created)).is(304);
      assertThat(answer.http().body()).isEmpty();
      assertThat(answer.header("ETag")).contains("\"1\"");
    }
    reader.with("If-None-Match", "\"1\"").send("HEAD", path(created)).is(304);
    reader.with("If-None-Match", "\"2\"").get(path(created)).is(200);
    Reply changed = ANNA.patch(path(created), "{\"name\": \"b\"}");
    ANNA.after(changed).with("If-None-Match", "\"1\"").get(path(created)).is(200);
  }

  @Test
  void patchThatChangesNothingMakesNoRevision() throws Exception {
    Reply created = task();
    long events = BOARD.events();
    for (String same : List.of("{}", "{\"name\": \"a\"}", "{\"description\": null, \"labels\": null}",
        "{\"status\": \"todo\", \"due\": null}")) {
      Reply answer = ANNA.patch(path(created), same).is(200);
      assertThat(answer.json()).isEqualTo(created.json());
      assertThat(answer.header("ETag")).contains("\"1\"");
      assertThat(answer.token()).isNotBlank();
    }
    assertThat(BOARD.events()).isEqualTo(events);
  }

  @Test
  void changesOfDifferentFieldsMerge() {
    Reply created = task();
    ANNA.ifMatch(1).patch(path(created), "{\"name\": \"b\"}").is(200);
    Reply merged = BEN.ifMatch(1).patch(path(created), "{\"description\": \"text\"}").is(200);
    assertThat(merged.text("name")).isEqualTo("b");
    assertThat(merged.text("description")).isEqualTo("text");
    assertThat(merged.revision()).isEqualTo(3);
  }

  @Test
  void whoKnowsOnlyTheDeletionIsMeasuredByWhatWasThereBeforeIt() throws Exception {
    for (String[] kind : new String[][]{{TASKS, "{\"name\": \"a\"}", "name"},
        {"/api/posts", "{\"title\": \"a\", \"content\": \"x\"}", "title"}}) {
      String path = kind[0] + "/" + ANNA.post(kind[0], kind[1]).is(201).id();
      String field = kind[2];
      ANNA.patch(path, "{\"%s\": \"b\"}".formatted(field)).is(200);
      ANNA.delete(path).is(204);
      ANNA.send("POST", path + "/restore").is(200);
      ANNA.patch(path, "{\"%s\": \"theirs\"}".formatted(field)).is(200);
      Reply lost = ANNA.ifMatch(3).patch(path, "{\"%s\": \"yours\"}".formatted(field)).isProblem(412, "lost-race");
      assertThat(values(lost)).isEqualTo(Json.mapper().readTree(
          "[{\"field\": \"%s\", \"base\": \"b\", \"yours\": \"yours\", \"theirs\": \"theirs\"}]".formatted(field)));
      ANNA.patch(path, "{\"%s\": \"b\"}".formatted(field)).is(200);
      ANNA.ifMatch(3).patch(path, "{\"%s\": \"yours\"}".formatted(field)).is(200);
    }
  }

  @Test
  void changesOfTheSameFieldConflictAndStoreNothing() throws Exception {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"theirs\", \"due\": \"2030-01-02\"}").is(200);
    long events = BOARD.events();
    Reply lost = BEN.ifMatch(1).patch(path(created),
        "{\"name\": \"yours\", \"due\": \"2030-01-03\", \"description\": \"new\"}").isProblem(412, "lost-race");
    assertThat(values(lost)).isEqualTo(Json.mapper().readTree("""
        [{"field": "name", "base": "a", "yours": "yours", "theirs": "theirs"},
         {"field": "due", "base": null, "yours": "2030-01-03", "theirs": "2030-01-02"}]"""));
    assertThat(BOARD.events()).isEqualTo(events);
    Reply shown = ANNA.patch(path(created), "{}").is(200);
    assertThat(shown.revision()).isEqualTo(2);
    assertThat(shown.text("description")).isEmpty();
  }

  @Test
  void conflictsAreNamedAndShownAsFieldsAreOutside() throws JsonProcessingException {
    Reply created = task();
    ANNA.patch(path(created), "{\"remind_at\": \"2030-01-01T10:00:00Z\", \"labels\": [\"x\"]}").is(200);
    Reply lost = BEN.ifMatch(1).patch(path(created),
        "{\"remind_at\": \"2030-01-01T12:00:00+01:00\", \"labels\": [\"y\"]}").isProblem(412, "lost-race");
    assertThat(values(lost)).isEqualTo(Json.mapper().readTree("""
        [{"field": "remind_at", "base": null, "yours": "2030-01-01T11:00:00.000Z",
          "theirs": "2030-01-01T10:00:00.000Z"}]"""));
  }

  @Test
  void conflictTellsWhoMadeItWhatItIsAndWhen() {
    Reply created = task();
    Reply theirs = ANNA.patch(path(created), "{\"name\": \"theirs\"}").is(200);
    BEN.patch(path(created), "{\"description\": \"text\"}").is(200);
    Reply lost = BEN.ifMatch(1).patch(path(created), "{\"name\": \"yours\"}").isProblem(412, "lost-race");
    assertThat(lost.get("revision").asLong()).isEqualTo(3);
    assertThat(lost.get("conflicts").get(0).get("by").asText()).isEqualTo("anna");
    assertThat(lost.get("conflicts").get(0).get("at")).isEqualTo(theirs.get("updated_at"));
  }

  @Test
  void labelsMergeOneByOne() {
    Reply created = task();
    ANNA.patch(path(created), "{\"labels\": [\"a\", \"b\", \"c\"]}").is(200);
    ANNA.ifMatch(2).patch(path(created), "{\"labels\": [\"b\", \"c\", \"x\"]}").is(200);
    Reply merged = BEN.ifMatch(2).patch(path(created), "{\"labels\": [\"a\", \"b\", \"y\"], \"name\": \"new\"}")
        .is(200);
    assertThat(merged.get("labels").toString()).isEqualTo("[\"b\",\"x\",\"y\"]");
    assertThat(merged.text("name")).isEqualTo("new");
    assertThat(merged.revision()).isEqualTo(4);
    Reply again = BEN.ifMatch(2).patch(path(created), "{\"labels\": [\"a\", \"b\", \"y\"]}").is(200);
    assertThat(again.revision()).isEqualTo(4);
    ANNA.ifMatch(2).patch(path(created), "{\"labels\": [\"z\"], \"name\": \"mine\"}").isProblem(412, "lost-race");
  }

  @Test
  void labelsThatBecomeTooManyAreRefused() {
    Reply created = task();
    ANNA.patch(path(created), labels("a", 15)).is(200);
    BEN.ifMatch(1).patch(path(created), labels("b", 15)).isProblem(400, "invalid", "labels:too-many");
    assertThat(ANNA.patch(path(created), "{}").revision()).isEqualTo(2);
  }

  private static String labels(String prefix, int count) {
    return "{\"labels\": [" + IntStream.range(0, count).mapToObj(i -> "\"" + prefix + i + "\"")
        .collect(Collectors.joining(",")) + "]}";
  }

  /** The conflicts without who made them, and when. */
  private static JsonNode values(Reply lost) {
    JsonNode conflicts = lost.get("conflicts").deepCopy();
    conflicts.forEach(conflict -> ((ObjectNode) conflict).remove(List.of("by", "at")));
    return conflicts;
  }

  @Test
  void sameValueIsNoConflict() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"same\"}").is(200);
    Reply answer = BEN.ifMatch(1).patch(path(created), "{\"name\": \"same\"}").is(200);
    assertThat(answer.revision()).isEqualTo(2);
  }

  @Test
  void whatWasChangedAndChangedBackIsNoConflict() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    ANNA.patch(path(created), "{\"name\": \"a\"}").is(200);
    Reply answer = BEN.ifMatch(1).patch(path(created), "{\"name\": \"c\"}").is(200);
    assertThat(answer.text("name")).isEqualTo("c");
    assertThat(answer.revision()).isEqualTo(4);
  }

  @Test
  void withoutARevisionOrWithAnyTheSenderWins() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    assertThat(BEN.patch(path(created), "{\"name\": \"c\"}").is(200).text("name")).isEqualTo("c");
    assertThat(BEN.with("If-Match", "*").patch(path(created), "{\"name\": \"d\"}").is(200).text("name")).isEqualTo("d");
    ANNA.with("If-Match", "*").delete(path(created)).is(204);
  }

  @Test
  void malformedRevisionIsRefused() {
    Reply created = task();
    for (String bad : List.of("1", "\"a\"", "\"1", "\"\"", "\"-1\"", "\"1.0\"", "\"1\", 2", "*, \"1\"", "**", "\"1-\"",
        "\"1-xz\"", "\"1-gzip-gzip\"", "\"1\" x",
        "\"99999999999999999999\"", "\"01\"")) {
      Client client = ANNA.with("If-Match", bad);
      client.patch(path(created), "{\"name\": \"b\"}").isProblem(400, "malformed-if-match");
      client.delete(path(created)).isProblem(400, "malformed-if-match");
    }
    assertThat(ANNA.patch(path(created), "{}").revision()).isEqualTo(1);
  }

  @Test
  void ofSeveralRevisionsTheNewestThatThereIsCounts() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    ANNA.patch(path(created), "{\"description\": \"text\"}").is(200);
    Client old = BEN.with("If-Match", "\"1\"");
    old.patch(path(created), "{\"name\": \"c\"}").isProblem(412, "lost-race");
    Client newer = BEN.with("If-Match", "\"1\", \"2\",\"99\"");
    assertThat(newer.patch(path(created), "{\"name\": \"c\"}").is(200).revision()).isEqualTo(4);
    ANNA.with("If-Match", "\"1\", \"2\",\"99\"").delete(path(created)).isProblem(412, "lost-race");
    ANNA.with("If-Match", "\"1\", \"4\"").delete(path(created)).is(204);
  }

  @Test
  void whatProxiesMakeOfTheTagIsUnderstood() {
    Reply created = task();
    Client reader = ANNA.after(created);
    long revision = 1;
    for (String tag : List.of("W/\"%d\"", "\"%d-gzip\"", "\"%d-br\"", "\"%d-zstd\"", "\"%d--gzip\"", "W/\"%d-gzip\"")) {
      reader.with("If-None-Match", tag.formatted(1)).get(path(created) + "?revision=1").is(304);
      String given = tag.formatted(revision++);
      assertThat(
          BEN.with("If-Match", given).patch(path(created), "{\"name\": \"" + revision + "\"}").is(200).revision())
          .isEqualTo(revision);
    }
    BEN.with("If-Match", "\"1-gzip\"").patch(path(created), "{\"name\": \"x\"}").isProblem(412, "lost-race");
  }

  @Test
  void revisionThatNeverWasIsLost() {
    Reply created = task();
    for (long never : List.of(0L, 2L, 999_999_999_999L)) {
      Reply lost = ANNA.ifMatch(never).patch(path(created), "{\"name\": \"b\"}").isProblem(412, "lost-race");
      assertThat(lost.get("conflicts").isArray()).isTrue();
    }
  }

  @Test
  void deletionNeedsTheNewestRevision() {
    Reply created = task();
    ANNA.patch(path(created), "{\"name\": \"b\"}").is(200);
    Reply lost = ANNA.ifMatch(1).delete(path(created)).isProblem(412, "lost-race");
    assertThat(lost.get("conflicts").isArray()).isTrue();
    assertThat(lost.get("conflicts").isEmpty()).isTrue();
    assertThat(lost.get("revision").asLong()).isEqualTo(2);
    ANNA.ifMatch(2).delete(path(created)).is(204);
    ANNA.ifMatch(2).delete(path(created)).isProblem(404, "not-found");
  }

  private static Reply task() {
    return ANNA.post(TASKS, "{\"name\": \"a\"}").is(201);
  }

  private static String path(Reply task) {
    return TASKS + "/" + task.id();
  }
}
