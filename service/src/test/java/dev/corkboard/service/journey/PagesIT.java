package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.OpenApiTest;
import dev.corkboard.service.http.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PagesIT {
  private static final int TWEETS = 25;
  private static final Client PAGER = person("pager");
  private static final String MINE = "/api/tweets?author=pager";
  private static final List<String> NEWEST_FIRST = new ArrayList<>();

  @BeforeAll
  static void write() {
    Reply last = null;
    for (int i = 0; i < TWEETS; i++) {
      last = PAGER.post("/api/tweets", "{\"text\": \"" + i + "\"}").is(201);
      NEWEST_FIRST.addFirst(last.id());
    }
    PAGER.after(last).get(MINE).is(200);
  }

  @Test
  void pageHasTwentyUnlessTold() {
    assertThat(PAGER.get(MINE).results("id")).isEqualTo(NEWEST_FIRST.subList(0, 20));
    assertThat(PAGER.get(MINE + "&limit=1").results("id")).isEqualTo(NEWEST_FIRST.subList(0, 1));
    assertThat(PAGER.get(MINE + "&limit=100").results("id")).isEqualTo(NEWEST_FIRST);
  }

  @Test
  void nextLeadsThroughAllOfThem() {
    List<String> seen = new ArrayList<>();
    Reply page = PAGER.get(MINE + "&limit=10").is(200);
    for (int pages = 1;; pages++) {
      seen.addAll(page.results("id"));
      if (page.get("next").isNull()) break;
      assertThat(pages).isLessThan(3);
      page = PAGER.get(MINE + "&limit=10&cursor=" + page.text("next")).is(200);
    }
    assertThat(page.header("Link")).isEmpty();
    assertThat(seen).isEqualTo(NEWEST_FIRST);
  }

  @Test
  void listThatHasNotChangedIsAnsweredWithoutABody() {
    Client writer = person("tagwriter");
    for (String list : List.of("/api/tweets?author=tagwriter", "/api/posts?author=tagwriter&limit=3",
        "/api/sprints?q=tagwriter", "/api/tasks?assigned=tagwriter")) {
      Reply page = writer.get(list).is(200);
      String etag = page.header("ETag").orElseThrow();
      for (String known : List.of(etag, "W/" + etag, "\"1\", " + etag, "*")) {
        Reply same = writer.with("If-None-Match", known).get(list).is(304);
        assertThat(same.http().body()).isEmpty();
        assertThat(same.header("ETag")).contains(etag);
      }
      assertThat(writer.with("If-None-Match", "\"1\"").get(list).is(200).json()).isEqualTo(page.json());
    }
  }

  @Test
  void listThatHasChangedIsAnsweredWithAnotherTag() {
    Client writer = person("tagwriter");
    String list = "/api/tweets?author=tagwriter";
    String etag = writer.get(list).header("ETag").orElseThrow();
    Reply tweet = writer.post("/api/tweets", "{\"text\": \"something else\"}");
    Reply changed = writer.after(tweet).with("If-None-Match", etag).get(list).is(200);
    assertThat(changed.results("id")).containsExactly(tweet.id());
    assertThat(changed.header("ETag")).isPresent().isNotEqualTo(Optional.of(etag));
    Reply deleted = writer.delete("/api/tweets/" + tweet.id());
    assertThat(writer.after(deleted).get(list).is(200).header("ETag")).contains(etag);
  }

  @Test
  void fullLastPageHasNoNext() {
    Reply page = PAGER.get(MINE + "&limit=25").is(200);
    assertThat(page.get("next").isNull()).isTrue();
    assertThat(page.results()).hasSize(TWEETS);
  }

  @Test
  void linkLeadsToTheNextPageWithTheSameFilters() {
    Reply page = PAGER.get(MINE + "&limit=7").is(200);
    String link = page.header("Link").orElseThrow();
    assertThat(link).startsWith("<" + BOARD.url() + "/api/tweets?").endsWith(">; rel=\"next\"");
    String path = link.substring(1 + BOARD.url().length(), link.indexOf('>'));
    assertThat(PAGER.get(path).is(200).results("id")).isEqualTo(NEWEST_FIRST.subList(7, 14));
  }

  @Test
  void cursorIsStableWhileOthersWrite() {
    Client writer = person("pagewriter");
    Reply first = writer.post("/api/tweets", "{\"text\": \"1\"}");
    Reply second = writer.post("/api/tweets", "{\"text\": \"2\"}");
    Reply third = writer.post("/api/tweets", "{\"text\": \"3\"}");
    String list = "/api/tweets?author=pagewriter&limit=1";
    Reply page = writer.after(third).get(list);
    assertThat(page.results("id")).containsExactly(third.id());
    Reply newer = writer.post("/api/tweets", "{\"text\": \"4\"}");
    Reply deleted = writer.delete("/api/tweets/" + third.id());
    Reply next = writer.after(newer, deleted).get(list + "&cursor=" + page.text("next"));
    assertThat(next.results("id")).containsExactly(second.id());
    Reply last = writer.get(list + "&cursor=" + next.text("next"));
    assertThat(last.results("id")).containsExactly(first.id());
    assertThat(last.get("next").isNull()).isTrue();
  }

  @Test
  void everyListPagesAlike() {
    // A board is a long page, and a search needs words.
    List<String> lists = OpenApiTest.endpoints().stream().filter(it -> it.parameters().contains("cursor"))
        .map(Endpoint::template).filter(it -> !Set.of("/api/board", "/api/search").contains(it)).toList();
    assertThat(lists).contains("/api/posts", "/api/tweets", "/api/sprints", "/api/tasks", "/api/users");
    for (String list : lists) {
      boolean ofOne = list.contains("{id}");
      assertPagesAlike(
          ofOne
              ? Things.at(list).with(list.replaceFirst(".*\\{id}", ""))
              : list.replace("{name}", "tasks").replace("{username}", "root"));
    }
  }

  private static void assertPagesAlike(String list) {
    Reply page = ROOT.get(list + "?limit=1").is(200);
    assertThat(page.json().has("next")).isTrue();
    assertThat(page.header("Link").isPresent()).isEqualTo(!page.get("next").isNull());
    for (String bad : List.of("0", "101", "-1", "abc", "", "1.5", "99999999999999999999", "%2B5", "1e1")) {
      ROOT.get(list + "?limit=" + bad).isProblem(400, "invalid", "limit:invalid");
    }
    for (String bad : List.of("abc", "", "%00", "AAAA", "WyJhIiwiYiIsImMiXQ", "x".repeat(1_500))) {
      ROOT.get(list + "?cursor=" + bad).isProblem(400, "invalid", "cursor:invalid");
    }
    ROOT.get(list + "?limit=5&limit=5").isProblem(400, "invalid", "limit:given-twice");
    ROOT.get(list + "?page=2").isProblem(400, "invalid", "page:unknown-parameter");
    ROOT.get(list + "?Limit=2").isProblem(400, "invalid", "Limit:unknown-parameter");
    ROOT.get(list + "?limit=%ff").isProblem(400, "invalid", "limit:invalid");
  }

  @Test
  void cursorOfAnotherOrderIsRefused() {
    ANNA.post("/api/tasks", "{\"name\": \"a\"}");
    Reply last = ANNA.post("/api/tasks", "{\"name\": \"b\"}");
    String cursor = ANNA.after(last).get("/api/tasks?limit=1&ordering=name").is(200).text("next");
    ANNA.get("/api/tasks?limit=1&ordering=-due&cursor=" + cursor).isProblem(400, "invalid", "cursor:invalid");
  }

  @Test
  void allMistakesAreToldAtOnce() {
    ANNA.get("/api/tasks?limit=x&ordering=size&backlog=maybe").isProblem(400, "invalid", "backlog:invalid",
        "ordering:invalid", "limit:invalid");
    ANNA.get("/api/tasks?colour=red&size=1").isProblem(400, "invalid", "colour:unknown-parameter",
        "size:unknown-parameter");
  }

  @Test
  void pagesOfUsersAreInTheOrderOfTheirNames() {
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Reply page = ANNA.get("/api/users?limit=2" + cursor.map(next -> "&cursor=" + next).orElse("")).is(200);
      seen.addAll(page.results("username"));
      cursor = Optional.of(page.get("next")).filter(next -> !next.isNull()).map(next -> next.asText());
    } while (cursor.isPresent());
    assertThat(seen).contains("anna", "ben", "root").isSorted().doesNotHaveDuplicates();
  }
}
