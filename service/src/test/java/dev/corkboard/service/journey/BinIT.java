package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is deleted can be seen, with who deleted it and when. */
class BinIT {

  @Test
  void deletedThingIsInTheBinUntilItIsRestored() {
    for (String[] kind : new String[][]{{"/api/posts", "{\"title\": \"a\", \"content\": \"b\"}"},
        {"/api/tweets", "{\"text\": \"a\"}"}, {"/api/sprints", "{\"name\": \"a\", \"end\": \"2040-01-01\"}"},
        {"/api/tasks", "{\"name\": \"a\"}"}}) {
      String list = kind[0];
      Reply created = ANNA.post(list, kind[1]).is(201);
      assertThat(BEN.after(created).get(list + "?deleted=true").is(200).results("id")).doesNotContain(created.id());
      Reply deleted = ROOT.delete(list + "/" + created.id()).is(204);
      Reply bin = BEN.after(deleted).get(list + "?deleted=true").is(200);
      JsonNode first = bin.results().getFirst();
      assertThat(first.get("id").asText()).isEqualTo(created.id());
      assertThat(first.get("revision").asLong()).isEqualTo(2);
      assertThat(first.get("deleted_by").asText()).isEqualTo("root");
      assertThat(first.get("deleted_at").asText()).isGreaterThanOrEqualTo(created.text("created_at"));
      assertThat(BEN.after(deleted).get(list + "?deleted=false").results("id")).doesNotContain(created.id());
      BEN.after(deleted).with("If-None-Match", bin.header("ETag").orElseThrow()).get(list + "?deleted=true").is(304);
      Reply restored = ANNA.send("POST", list + "/" + created.id() + "/restore").is(200);
      assertThat(BEN.after(restored).get(list + "?deleted=true").results("id")).doesNotContain(created.id());
      assertThat(restored.json().has("deleted_by")).isFalse();
    }
  }

  @Test
  void latestDeletionComesFirstPageByPageAndFiltersWork() {
    String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201).id();
    String first = task("b", sprint);
    String second = task("a", sprint);
    String third = task("c", sprint);
    ANNA.delete("/api/tasks/" + second).is(204);
    ANNA.delete("/api/tasks/" + first).is(204);
    Reply last = ANNA.delete("/api/tasks/" + third).is(204);
    String bin = "/api/tasks?deleted=true&sprint=" + sprint;
    Client reader = BEN.after(last);
    assertThat(reader.get(bin).results("id")).containsExactly(third, first, second);
    Reply page = reader.get(bin + "&limit=2").is(200);
    assertThat(page.results("id")).containsExactly(third, first);
    assertThat(page.header("Link").orElseThrow()).contains("deleted=true");
    Reply rest = reader.get(bin + "&limit=2&cursor=" + page.text("next")).is(200);
    assertThat(rest.results("id")).containsExactly(second);
    assertThat(rest.get("next").isNull()).isTrue();
    assertThat(reader.get(bin + "&ordering=name").results("name")).containsExactly("a", "b", "c");
    assertThat(reader.get(bin + "&ordering=-due").results("id")).containsExactlyInAnyOrder(first, second, third);
    assertThat(reader.get(bin + "&q=c").results("id")).containsExactly(third);
  }

  @Test
  void wrongQuestionsAreRefused() {
    for (String list : List.of("/api/posts", "/api/tweets", "/api/sprints", "/api/tasks")) {
      ANNA.get(list + "?deleted=yes").isProblem(400, "invalid", "deleted:invalid");
      ANNA.get(list + "?deleted=true&deleted=true").isProblem(400, "invalid", "deleted:given-twice");
      ANNA.get(list + "?deleted=true&cursor=x").isProblem(400, "invalid", "cursor:invalid");
    }
    ANNA.get("/api/tasks?deleted=true&as_of=2026-01-01T00:00:00Z").isProblem(400, "invalid", "deleted:not-with-as-of");
  }

  private static String task(String name, String sprint) {
    return ANNA.post("/api/tasks", "{\"name\": \"%s\", \"sprint\": \"%s\"}".formatted(name, sprint)).is(201).id();
  }
}
