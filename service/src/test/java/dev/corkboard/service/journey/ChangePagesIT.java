package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
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
