package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was there at an instant or at a revision. */
class TimeIT {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

  private final String sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2100-01-01\"}").is(201).id();

  @Test
  void taskIsShownAsItWasAtEachInstantAndRevision() {
    Reply created = task("{\"name\": \"first\", \"sprint\": \"%s\"}");
    String task = "/api/tasks/" + created.id();
    Reply changed = after(created, () -> BEN.patch(task, "{\"name\": \"second\", \"status\": \"done\"}").is(200));
    Reply deleted = after(changed, () -> ANNA.delete(task).is(204));
    Reply restored = after(changed, () -> ANNA.post(task + "/restore", "{}").is(200));
    Client reader = ANNA.after(restored);
    assertThat(reader.get(task + "?revision=1").is(200).json()).isEqualTo(created.json());
    assertThat(reader.get(task + "?revision=2").is(200).json()).isEqualTo(changed.json());
    reader.get(task + "?revision=3").isProblem(404, "not-found");
    assertThat(reader.get(task + "?revision=4").is(200).json()).isEqualTo(restored.json());
    reader.get(task + "?revision=5").isProblem(404, "not-found");
    assertThat(asOf(reader, task, created).is(200).json()).isEqualTo(created.json());
    assertThat(asOf(reader, task, changed).is(200).header("ETag")).contains("\"2\"");
    assertThat(asOf(reader, task, restored).is(200).json()).isEqualTo(restored.json());
    reader.get(task + "?as_of=" + created.get("created_at").asText().replace("20", "19")).is(404);
    assertThat(reader.with("If-None-Match", "\"1\"").get(task + "?revision=1").is(304).header("ETag"))
        .contains("\"1\"");
    assertThat(deleted.header("Consistency-Token")).isPresent();
  }

  @Test
  void instantsHaveAnyOffset() {
    Reply created = task("{\"name\": \"n\", \"sprint\": \"%s\"}");
    String task = "/api/tasks/" + created.id();
    Instant at = Instant.parse(created.text("created_at"));
    for (String offset : List.of("%2B02:00", "+02:00", "-11:30", "Z")) {
      String hours = offset.equals("Z") ? "Z" : offset.replace("%2B", "+");
      String local = LOCAL.format(at.atOffset(ZoneOffset.of(hours)));
      assertThat(ANNA.after(created).get(task + "?as_of=" + local + offset).is(200).json()).isEqualTo(created.json());
    }
  }

  @Test
  void listsAndTheirPagesStayAsTheyWereWhileOthersWrite() {
    List<Reply> tasks = new ArrayList<>();
    for (int i = 0; i < 7; i++)
      tasks.add(task("{\"name\": \"n%d\", \"sprint\": \"%%s\"}".formatted(i)));
    Reply gone = ANNA.delete("/api/tasks/" + tasks.get(0).id()).is(204);
    Reply last = after(tasks.getLast(), () -> ANNA.patch("/api/tasks/" + tasks.get(1).id(), "{\"name\": \"x\"}"));
    Instant then = Instant.parse(last.text("updated_at"));
    Reply expected = ANNA.after(last, gone).get("/api/tasks?sprint=" + sprint).is(200);
    await().until(() -> Instant.now().isAfter(then.plusMillis(5)));
    List<String> seen = new ArrayList<>();
    String path = "/api/tasks?sprint=" + sprint + "&as_of=" + then + "&limit=2";
    for (int i = 2; !path.isEmpty(); i++) {
      Reply written = i % 2 == 0
          ? ANNA.delete("/api/tasks/" + tasks.get(i).id()).is(204)
          : task("{\"name\": \"late\", \"sprint\": \"%s\"}");
      Reply page = BEN.after(written).get(path).is(200);
      seen.addAll(page.results("name"));
      path = page.header("Link").map(link -> link.substring(1, link.indexOf('>')).substring(BOARD.url().length()))
          .orElse("");
      if (!path.isEmpty()) assertThat(path).contains("as_of=");
    }
    assertThat(seen).isEqualTo(expected.results("name")).containsExactly("x", "n2", "n3", "n4", "n5", "n6");
  }

  @Test
  void deletedPostsAndSprintsAreThereInThePast() {
    Reply post = ANNA.post("/api/posts", "{\"title\": \"t\", \"content\": \"zanzibar\"}").is(201);
    Reply postGone = after(post, () -> ANNA.delete("/api/posts/" + post.id()).is(204));
    assertThat(asOf(BEN.after(postGone), "/api/posts/" + post.id(), post).json()).isEqualTo(post.json());
    String words = "/api/posts?q=zanzibar";
    assertThat(BEN.after(postGone).get(words).results("id")).doesNotContain(post.id());
    assertThat(BEN.after(postGone).get(words + "&as_of=" + post.text("updated_at")).is(200).results("id"))
        .contains(post.id());
    Reply planned = ANNA.get("/api/sprints/" + sprint);
    Reply sprintGone = after(planned, () -> ANNA.delete("/api/sprints/" + sprint).is(204));
    String then = "as_of=" + planned.text("updated_at");
    assertThat(BEN.after(sprintGone).get("/api/sprints/" + sprint + "?" + then).is(200).json())
        .isEqualTo(planned.json());
    assertThat(BEN.after(sprintGone).get("/api/sprints?limit=100&ordering=-end&" + then).is(200).results("id"))
        .contains(sprint);
    assertThat(BEN.after(sprintGone).get("/api/sprints/" + sprint + "?revision=1").is(200).json())
        .isEqualTo(planned.json());
  }

  @ParameterizedTest
  @ValueSource(strings = {"as_of=", "as_of=yesterday", "as_of=2026-01-01", "as_of=2026-01-01T00:00:00",
      "as_of=2100-01-01T00:00:00Z", "as_of=2026-02-30T00:00:00Z", "as_of=2026-01-01T00:00:00%2B02",
      "as_of=2026-01-01T00:00Z", "as_of=1767225600", "revision=0", "revision=-1",
      "revision=1.5", "revision=x", "revision=", "revision=99999999999999999999",
      "revision=1&as_of=2026-01-01T00:00:00Z", "revision=1&revision=1", "as_of=%00"})
  void momentsThatCannotBeAreRefused(String parameter) {
    ANNA.get("/api/sprints/" + sprint + "?" + parameter).is(400);
    for (String list : List.of("posts", "sprints", "tasks"))
      ANNA.get("/api/" + list + "?" + parameter).is(400);
    assertThat(ANNA.get("/api/sprints/" + sprint + "?" + parameter).get("errors").get(0).get("field").asText())
        .isIn("as_of", "revision");
  }

  @Test
  void onlyPostsSprintsAndTasksHaveAPast() {
    ANNA.get("/api/tweets?as_of=2026-01-01T00:00:00Z").isProblem(400, "invalid", "as_of:unknown-parameter");
    ANNA.get("/api/sprints?revision=1").isProblem(400, "invalid", "revision:unknown-parameter");
    ANNA.get("/api/sprints/x?revision=1").isProblem(404, "not-found");
    ANNA.get("/api/sprints/" + sprint + "?as_of=2020-01-01T00:00:00Z").isProblem(404, "not-found");
    assertThat(ANNA.get("/api/sprints?as_of=2020-01-01T00:00:00Z").is(200).results()).isEmpty();
  }

  private Reply task(String body) {
    return ANNA.post("/api/tasks", body.formatted(sprint)).is(201);
  }

  private static Reply asOf(Client reader, String path, Reply write) {
    return reader.get(path + "?as_of=" + write.text("updated_at"));
  }

  /** Makes a write whose instant is another than that of the one before. */
  private static Reply after(Reply before, Supplier<Reply> write) {
    Instant at = Instant.parse(before.text("updated_at"));
    await().until(() -> Instant.now().isAfter(at.plusMillis(5)));
    return write.get();
  }
}
