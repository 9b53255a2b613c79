package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.person;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However long what people write is, a page has about 1 MiB, and its next one goes on where it ends. */
class LargePagesIT {
  private static final Client WRITER = person("novelist");
  private static final int POSTS = 6;
  private static final int ABOUT_ONE_MIB = (1 << 20) + 1_000;
  /** 400,000 bytes. */
  private static final String LONGEST = "😀".repeat(100_000);
  private static final List<String> NEWEST_FIRST = new ArrayList<>();
  private static Reply last;

  @BeforeAll
  static void write() {
    for (int i = 0; i < POSTS; i++) {
      last = WRITER.post("/api/posts", "{\"title\": \"%d\", \"content\": \"%s\"}".formatted(i, LONGEST)).is(201);
      NEWEST_FIRST.addFirst(last.id());
    }
    WRITER.after(last).get("/api/posts/" + last.id()).is(200);
  }

  private static List<Reply> pages(String list) {
    return pages(WRITER.after(last), list);
  }

  private static List<Reply> pages(Client reader, String list) {
    List<Reply> pages = new ArrayList<>();
    String cursor = "";
    do {
      Reply page = reader.get(list + cursor).is(200);
      assertThat(page.http().body().getBytes(UTF_8).length).isLessThan(ABOUT_ONE_MIB);
      assertThat(page.results()).isNotEmpty();
      pages.add(page);
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.text("next");
      assertThat(page.header("Link").isPresent()).isEqualTo(!cursor.isEmpty());
    } while (!cursor.isEmpty());
    return pages;
  }

  @Test
  void pageOfLongPostsEndsEarly() {
    List<Reply> pages = pages("/api/posts?author=novelist&limit=100");
    assertThat(pages).hasSize(POSTS / 2);
    assertThat(pages.stream().flatMap(page -> page.results("id").stream())).isEqualTo(NEWEST_FIRST);
  }

  @Test
  void pageThatEndsEarlyAtTheLastOneHasNoNext() {
    Reply page = WRITER.after(last).get("/api/posts?author=novelist&limit=1").is(200);
    for (int i = 1; i < POSTS; i++)
      page = WRITER.after(last).get("/api/posts?author=novelist&limit=1&cursor=" + page.text("next")).is(200);
    assertThat(page.get("next").isNull()).isTrue();
  }

  @Test
  void pageOfEarlierPostsEndsEarly() {
    List<Reply> pages = pages("/api/posts?author=novelist&limit=100&as_of=" + Instant.now());
    assertThat(pages.stream().flatMap(page -> page.results("id").stream())).isEqualTo(NEWEST_FIRST);
  }

  @Test
  void textIsSentAsItIs() {
    String post = WRITER.after(last).get("/api/posts/" + last.id()).is(200).http().body();
    assertThat(post).contains(LONGEST);
    assertThat(last.http().body()).contains(LONGEST);
  }

  @Test
  void pageOfLongTasksEndsEarly() {
    String description = "漢".repeat(20_000);
    List<String> ids = new ArrayList<>();
    Reply task = null;
    for (int i = 0; i < 20; i++) {
      task = WRITER.post("/api/tasks", "{\"name\": \"t\", \"assigned\": \"novelist\", \"description\": \"%s\"}"
          .formatted(description)).is(201);
      ids.add(task.id());
    }
    List<Reply> pages = pages(WRITER.after(task), "/api/tasks?assigned=novelist&ordering=-due&limit=100");
    assertThat(pages).hasSize(2);
    assertThat(pages.stream().flatMap(page -> page.results("id").stream())).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void pageOfALongHistoryEndsEarly() {
    Reply post = BEN.post("/api/posts", "{\"title\": \"a\", \"content\": \"%s\"}".formatted(LONGEST)).is(201);
    for (int i = 0; i < 3; i++)
      BEN.patch("/api/posts/" + post.id(), "{\"content\": \"%s%d\"}".formatted(LONGEST.substring(8), i)).is(200);
    List<Reply> pages = pages("/api/posts/" + post.id() + "/history?limit=100");
    assertThat(pages.stream().flatMap(page -> page.results().stream()).map(event -> event.get("revision").asInt()))
        .containsExactly(1, 2, 3, 4);
    assertThat(pages).hasSizeGreaterThan(2);
  }

  @Test
  void pageOfChangesEndsEarly() {
    List<String> seen = new ArrayList<>();
    String next = "0";
    for (Reply page = changes(next); !page.results().isEmpty(); page = changes(next)) {
      assertThat(page.http().body().getBytes(UTF_8).length).isLessThan(ABOUT_ONE_MIB);
      for (JsonNode event : page.results())
        seen.add(event.get("id").asText());
      next = page.text("next");
    }
    assertThat(seen).containsSubsequence(NEWEST_FIRST.reversed());
  }

  private static Reply changes(String after) {
    return WRITER.after(last).with("Accept", "application/json").get("/api/changes?kind=post&limit=100&after=" + after)
        .is(200);
  }
}
