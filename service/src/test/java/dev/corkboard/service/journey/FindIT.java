package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A search over everything, and those of tweets and of people. */
class FindIT {
  private static final String SEARCH = "/api/search?q=";

  @Test
  void titlesComeFirstThenTextsAndTheNewestOfEach() {
    Reply inText = ANNA.post("/api/tasks", "{\"name\": \"a\", \"description\": \"about the echidna\"}").is(201);
    Reply title = ANNA.post("/api/posts", "{\"title\": \"Echidna!\", \"content\": \"b\"}").is(201);
    Reply tweet = ANNA.post("/api/tweets", "{\"text\": \"an echidna, and another\"}").is(201);
    Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"echidnas\", \"end\": \"2040-01-01\"}").is(201);
    Reply gone = ANNA.post("/api/posts", "{\"title\": \"Echidna\", \"content\": \"b\"}").is(201);
    Client reader = BEN.after(inText, title, tweet, sprint, ANNA.delete("/api/posts/" + gone.id()).is(204));
    Reply found = reader.get(SEARCH + "echidna").is(200);
    assertThat(found.results("id")).containsExactly(sprint.id(), title.id(), tweet.id(), inText.id());
    assertThat(found.results("kind")).containsExactly("sprint", "post", "tweet", "task");
    assertThat(found.results("title")).containsExactly("echidnas", "Echidna!", "an echidna, and another", "a");
    assertThat(found.results("excerpt")).containsExactly("", "b", "an echidna, and another", "about the echidna");
    assertThat(found.results("revision")).containsOnly("1");
    assertThat(found.results().getFirst().get("open").asInt()).isZero();
    assertThat(reader.get(SEARCH + "echidna&kind=task").results("id")).containsExactly(inText.id());
    assertThat(reader.get(SEARCH + "echidna&kind=task&kind=tweet").results("id")).containsExactly(tweet.id(),
        inText.id());
    assertThat(reader.get(SEARCH + "%22the%20echidna%22").results("id")).containsExactly(inText.id());
    reader.with("If-None-Match", found.header("ETag").orElseThrow()).get(SEARCH + "echidna").is(304);
  }

  @Test
  void pagesGoThroughTitlesAndTextsWhileOthersWrite() {
    List<String> expected = new ArrayList<>();
    Reply last = null;
    for (int i = 0; i < 4; i++) {
      last = ANNA.post("/api/tasks", "{\"name\": \"a\", \"description\": \"a potoroo\"}").is(201);
      expected.addFirst(last.id());
    }
    for (int i = 0; i < 4; i++) {
      last = ANNA.post("/api/tasks", "{\"name\": \"potoroo\"}").is(201);
      expected.addFirst(last.id());
    }
    List<String> seen = new ArrayList<>();
    Reply page = BEN.after(last).get(SEARCH + "potoroo&limit=3").is(200);
    for (; !page.get("next").isNull(); page = BEN.after(last)
        .get(SEARCH + "potoroo&limit=3&cursor=" + page.text("next")).is(200)) {
      seen.addAll(page.results("id"));
      assertThat(page.header("Link").orElseThrow()).contains("q=potoroo");
      last = ANNA.post("/api/tasks", "{\"name\": \"potoroo\"}").is(201);
    }
    seen.addAll(page.results("id"));
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void hitInALongTextIsShownInItsPlace() {
    String long1 = "Nothing to see. ".repeat(100);
    Reply post = ANNA.post("/api/posts",
        "{\"title\": \"a\", \"content\": \"" + long1 + "A quoll passes by. " + long1 + "\"}").is(201);
    String excerpt = BEN.after(post).get(SEARCH + "quoll").is(200).results("excerpt").getFirst();
    assertThat(excerpt).contains("A quoll passes by.").startsWith("…").endsWith("…").hasSizeLessThanOrEqualTo(160);
  }

  @Test
  void wrongSearchesAreRefused() {
    BEN.get("/api/search").isProblem(400, "invalid", "q:required");
    BEN.get(SEARCH + "--").isProblem(400, "nothing-to-search", "q:nothing-to-search");
    BEN.get(SEARCH + "x".repeat(201)).isProblem(400, "invalid", "q:invalid");
    BEN.get(SEARCH + "a&kind=user").isProblem(400, "invalid", "kind:invalid");
    BEN.get(SEARCH + "a&limit=101").isProblem(400, "invalid", "limit:invalid");
    BEN.get(SEARCH + "a&cursor=abc").isProblem(400, "invalid", "cursor:invalid");
    BEN.get(SEARCH + "a&ordering=x").isProblem(400, "invalid", "ordering:unknown-parameter");
    NOBODY.get(SEARCH + "a").isProblem(401, "unauthorized");
  }

  @Test
  void tweetsAreFoundByTheirWords() {
    Reply tweet = ANNA.post("/api/tweets", "{\"text\": \"Wállabies (two) are back\"}").is(201);
    Client reader = BEN.after(tweet);
    assertThat(reader.get("/api/tweets?q=wallab").is(200).results("id")).containsExactly(tweet.id());
    assertThat(reader.get("/api/tweets?q=%22two%20are%22&author=anna").results("id")).containsExactly(tweet.id());
    assertThat(reader.get("/api/tweets?q=wallabies&author=ben").results()).isEmpty();
    reader.get("/api/tweets?q=!").isProblem(400, "nothing-to-search", "q:nothing-to-search");
    Reply deleted = ANNA.delete("/api/tweets/" + tweet.id());
    assertThat(BEN.after(deleted).get("/api/tweets?q=wallabies").results()).isEmpty();
  }

  @Test
  void peopleAreFoundByTheirNames() {
    Client numbat = person("max.numbat");
    numbat.patch("/auth/user", "{\"first_name\": \"Maximilian\", \"last_name\": \"Ñandú\"}").is(200);
    for (String q : List.of("max.numbat", "numbat", "maxim", "nandu", "nandu%20maximilian", "%22max%20numbat%22"))
      assertThat(BEN.get("/api/users?q=" + q).is(200).results("username")).as(q).containsExactly("max.numbat");
    assertThat(BEN.get("/api/users?q=numbat&count=true").is(200).get("total").asInt()).isEqualTo(1);
    assertThat(BEN.get("/api/users?q=nobody-of-that-name").is(200).results()).isEmpty();
    BEN.get("/api/users?q=..").isProblem(400, "nothing-to-search", "q:nothing-to-search");
    Reply first = BEN.get("/api/users?q=a&limit=1").is(200);
    if (!first.get("next").isNull()) assertThat(first.header("Link").orElseThrow()).contains("q=a");
  }
}
