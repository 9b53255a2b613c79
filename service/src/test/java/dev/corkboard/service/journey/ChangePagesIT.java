package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePagesIT {
  private static final String CHANGES = "/api/changes";
  private static final Client ASKING = ANNA.with("Accept", "application/json");

  @Test
  void nextIsAlwaysWhereToGoOn() {
    List<Reply> written = List.of(tweet(), tweet(), tweet());
    Client asking = ASKING.after(written.getLast());
    String next = "0";
    int results = 0;
    for (Reply page = asking.get(CHANGES + "?limit=100").is(200); !page.results().isEmpty(); page = asking
        .get(CHANGES + "?limit=100&after=" + next).is(200)) {
      assertThat(page.results("position")).isSorted().last().isEqualTo(page.text("next"));
      assertThat(page.text("next")).isGreaterThan(next);
      next = page.text("next");
      assertThat(page.header("Link").orElseThrow()).endsWith("/api/changes?after=" + next
          + "&limit=100>; rel=\"next\"");
      results += page.results().size();
    }
    assertThat(results).isGreaterThanOrEqualTo(3);
    Reply end = ASKING.get(CHANGES + "?after=" + next).is(200);
    assertThat(end.results()).isEmpty();
    assertThat(end.text("next")).isEqualTo(next);
    Reply later = tweet();
    assertThat(ASKING.after(later).get(CHANGES + "?after=" + next).results("id")).containsExactly(later.id());
  }

  @Test
  void pageShowsWhatItsReaderWrote() {
    String next = end();
    for (int i = 0; i < 20; i++) {
      Reply written = tweet();
      Reply page = ASKING.after(written).get(CHANGES + "?after=" + next + "&kind=tweet").is(200);
      assertThat(page.results("id")).containsExactly(written.id());
      assertThat(page.header("Consistency")).isEmpty();
      next = page.text("next");
    }
    Reply waiting = ASKING.with("Consistency-Token", "tweet:" + tweet().id() + ":7").get(CHANGES).is(200);
    assertThat(waiting.header("Consistency")).contains("stale");
  }

  @Test
  void pageHasTwentyUnlessAskedOtherwise() {
    String start = end();
    Reply last = tweet();
    for (int i = 0; i < 24; i++)
      last = tweet();
    Client asking = ASKING.after(last);
    assertThat(asking.get(CHANGES + "?after=" + start).results()).hasSize(20);
    assertThat(asking.get(CHANGES + "?limit=100&after=" + start).results()).hasSize(25);
    assertThat(asking.get(CHANGES + "?limit=1&after=" + start).results()).hasSize(1);
    assertThat(asking.with("Last-Event-ID", start).get(CHANGES + "?after=0").results()).hasSize(20);
  }

  @Test
  void wrongQuestionsAreRefused() {
    for (Client client : List.of(ASKING, ANNA)) {
      client.get(CHANGES + "?after=x").isProblem(400, "invalid", "after:invalid");
      client.get(CHANGES + "?after=").isProblem(400, "invalid", "after:invalid");
      client.get(CHANGES + "?after=0&after=0").isProblem(400, "invalid", "after:given-twice");
      client.get(CHANGES + "?kind=user").isProblem(400, "invalid", "kind:invalid");
      client.get(CHANGES + "?kind=post&kind=task").isProblem(400, "invalid", "kind:given-twice");
      client.get(CHANGES + "?limit=0").isProblem(400, "invalid", "limit:invalid");
      client.get(CHANGES + "?since=0").isProblem(400, "invalid", "since:unknown-parameter");
      client.with("Last-Event-ID", "nonsense").get(CHANGES).isProblem(400, "malformed-last-event-id");
      client.post(CHANGES, "{}").isProblem(405, "method-not-allowed");
    }
    ANNA.with("Accept", "text/html").get(CHANGES).isProblem(406, "not-acceptable");
    NOBODY.get(CHANGES).isProblem(401, "unauthorized");
  }

  @Test
  void deletionAndRestorationCarryAllFields() {
    Reply tweet = tweet();
    String path = "/api/tweets/" + tweet.id();
    ANNA.delete(path).is(204);
    Reply restored = ANNA.post(path + "/restore", "{}").is(200);
    Reply page = ASKING.after(restored).get(CHANGES + "?id=" + tweet.id()).is(200);
    assertThat(page.results("event")).containsExactly("tweet-created", "tweet-deleted", "tweet-restored");
    assertThat(page.results().get(1).get("changes").toString()).isEqualTo("{\"text\":{\"from\":\"x\",\"to\":null}}");
    assertThat(page.results().get(2).get("changes").toString()).isEqualTo("{\"text\":{\"from\":null,\"to\":\"x\"}}");
  }

  @Test
  void pagesGoBackInTimeToTheBeginning() {
    List<Reply> written = List.of(tweet(), tweet(), tweet());
    Client asking = ASKING.after(written.getLast());
    Reply newest = asking.get(CHANGES + "?order=desc&limit=3").is(200);
    assertThat(newest.results("id")).containsExactlyElementsOf(written.reversed().stream().map(Reply::id).toList());
    assertThat(newest.header("Link").orElseThrow()).contains("&order=desc");
    Reply older = asking.get(CHANGES + "?order=desc&limit=1&after=" + newest.results("position").getFirst()).is(200);
    assertThat(older.results("id")).containsExactly(written.get(1).id());
    int all = 0;
    Reply page = asking.get(CHANGES + "?order=desc&limit=100").is(200);
    for (; !page.get("next").isNull(); page = asking
        .get(CHANGES + "?order=desc&limit=100&after=" + page.text("next")).is(200))
      all += page.results().size();
    assertThat(page.header("Link")).isEmpty();
    Reply first = asking.get(CHANGES + "?limit=1").is(200);
    assertThat(page.results("position").getLast()).isEqualTo(first.results("position").getFirst());
    assertThat(all + page.results().size()).isGreaterThanOrEqualTo(3);
    assertThat(asking.get(CHANGES + "?order=desc&after=0").is(200).results()).isEmpty();
  }

  @Test
  void changesOfOneThingBothWaysFromAnyPlace() {
    String task = "/api/tasks/" + ANNA.post("/api/tasks", "{\"name\": \"0\"}").is(201).id();
    Reply last = tweet();
    for (int i = 1; i <= 9; i++) {
      last = ANNA.patch(task, "{\"name\": \"" + i + "\"}").is(200);
      tweet();
    }
    String of = CHANGES + "?id=" + last.id();
    Client asking = ASKING.after(last);
    Reply all = asking.get(of).is(200);
    assertThat(all.results("revision")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    List<String> positions = all.results("position");
    assertThat(asking.get(of + "&limit=2&after=" + positions.get(3)).results("revision")).containsExactly("5", "6");
    assertThat(asking.get(of + "&order=desc&limit=2&after=" + positions.get(3)).results("revision"))
        .containsExactly("3", "2");
    String between = asking.get(CHANGES + "?limit=1&after=" + positions.get(3)).results("position").getFirst();
    assertThat(asking.get(of + "&limit=1&after=" + between).results("revision")).containsExactly("5");
    assertThat(asking.get(of + "&order=desc&limit=1&after=" + between).results("revision")).containsExactly("4");
    Reply back = asking.get(of + "&order=desc&limit=10").is(200);
    assertThat(back.results("revision")).startsWith("10", "9").endsWith("1");
    assertThat(back.get("next").isNull()).isTrue();
    assertThat(asking.get(of + "&kind=post").results()).isEmpty();
    assertThat(asking.get(of + "&by=ben").results()).isEmpty();
    assertThat(asking.get(of + "&by=ANNA").results()).hasSize(10);
  }

  @Test
  void changesOfASprintAndOfTasksThatWereInIt() {
    String start = end();
    Reply sprint = ANNA.post("/api/sprints", "{\"name\": \"s\", \"end\": \"2040-01-01\"}").is(201);
    String task = "/api/tasks/" + ANNA.post("/api/tasks", "{\"name\": \"a\"}").is(201).id();
    ANNA.patch(task, "{\"sprint\": \"" + sprint.id() + "\"}").is(200);
    BEN.patch(task, "{\"name\": \"b\"}").is(200);
    tweet();
    ANNA.delete(task).is(204);
    ANNA.post(task + "/restore", "{}").is(200);
    ANNA.patch(task, "{\"sprint\": null}").is(200);
    ANNA.patch(task, "{\"name\": \"c\"}").is(200);
    Reply last = ANNA.patch("/api/sprints/" + sprint.id(), "{\"name\": \"t\"}").is(200);
    String of = CHANGES + "?sprint=" + sprint.id();
    Client asking = ASKING.after(last);
    assertThat(asking.get(of + "&after=" + start).results("event")).containsExactly("sprint-created", "task-changed",
        "task-changed", "task-deleted", "task-restored", "task-changed", "sprint-changed");
    assertThat(asking.get(of + "&order=desc&limit=2").results("event")).containsExactly("sprint-changed",
        "task-changed");
    assertThat(asking.get(of + "&order=desc&by=ben").results("revision")).containsExactly("3");
    assertThat(asking.get(of + "&kind=sprint&after=" + start).results("event")).containsExactly("sprint-created",
        "sprint-changed");
  }

  @Test
  void filtersAndTheWayBackAreForPages() {
    for (String only : List.of("order=desc", "order=asc", "id=01890a5d-ac96-774b-bcce-b302099a8057",
        "sprint=01890a5d-ac96-774b-bcce-b302099a8057", "by=anna"))
      ANNA.get(CHANGES + "?" + only).isProblem(400, "invalid", only.split("=")[0] + ":only-in-pages");
    ASKING.get(CHANGES + "?order=up").isProblem(400, "invalid", "order:invalid");
    ASKING.get(CHANGES + "?id=x").isProblem(400, "invalid", "id:invalid");
    ASKING.get(CHANGES + "?sprint=").isProblem(400, "invalid", "sprint:invalid");
    ASKING.get(CHANGES + "?by=a&by=b").isProblem(400, "invalid", "by:given-twice");
    assertThat(ASKING.get(CHANGES + "?id=01890a5d-ac96-774b-bcce-b302099a8057").is(200).results()).isEmpty();
  }

  @Test
  void headOfAStreamIsAnsweredAtOnce() {
    Reply head = ANNA.send("HEAD", CHANGES).is(200);
    assertThat(head.header("Content-Type")).contains("text/event-stream");
    assertThat(head.http().body()).isEmpty();
  }

  private static String end() {
    try (Follower follower = Follower.of(ANNA, "")) {
      return follower.awaiting(() -> !follower.lastId().isEmpty()).lastId();
    }
  }

  private static Reply tweet() {
    return ANNA.post("/api/tweets", "{\"text\": \"x\"}").is(201);
  }
}
