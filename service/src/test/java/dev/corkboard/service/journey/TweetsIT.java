package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BEN;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TweetsIT {
  private static final String TWEETS = "/api/tweets";

  @Test
  void tweetIsCreatedShownAndDeleted() {
    Reply created = ANNA.post(TWEETS, tweet("Hello")).is(201);
    assertThat(created.json().propertyStream().map(Map.Entry::getKey)).containsExactlyInAnyOrder("id", "text",
        "author", "created_at", "revision");
    String tweet = TWEETS + "/" + created.id();
    assertThat(created.header("Location")).contains(BOARD.url() + tweet);
    assertThat(created.header("ETag")).contains("\"1\"");
    Reply shown = BEN.after(created).get(tweet).is(200);
    assertThat(shown.json()).isEqualTo(created.json());
    assertThat(shown.header("ETag")).contains("\"1\"");
    Reply deleted = ANNA.delete(tweet).is(204);
    ANNA.after(deleted).get(tweet).isProblem(404, "not-found");
  }

  @Test
  void nobodyChangesTweets() {
    Reply refused = ANNA.patch(TWEETS + "/" + ANNA.post(TWEETS, tweet("a")).id(), tweet("b"));
    refused.isProblem(405, "method-not-allowed");
    assertThat(refused.header("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("GET", "HEAD", "DELETE");
  }

  @Test
  void onlyTheAuthorOrAnAdminDeletes() {
    String tweet = TWEETS + "/" + ANNA.post(TWEETS, tweet("Mine")).is(201).id();
    BEN.delete(tweet).isProblem(403, "forbidden");
    ROOT.delete(tweet).is(204);
  }

  @Test
  void charactersAreCountedAsPeopleSeeThemAlmost() {
    String emoji = "\uD83E\uDD8A";
    assertThat(ANNA.post(TWEETS, tweet(emoji.repeat(280))).is(201).text("text")).isEqualTo(emoji.repeat(280));
    ANNA.post(TWEETS, tweet(emoji.repeat(281))).isProblem(400, "invalid", "text:too-long");
    ANNA.post(TWEETS, tweet("")).isProblem(400, "invalid", "text:too-short");
    ANNA.post(TWEETS, "{\"text\": [\"a\"]}").isProblem(400, "invalid", "text:wrong-type");
    ANNA.post(TWEETS, "{\"text\": \"a\", \"in_reply_to\": null}").isProblem(400, "invalid",
        "in_reply_to:unknown-field");
  }

  @Test
  void listShowsTheNewestFirstAndOneAuthorOnly() {
    Reply first = ANNA.post(TWEETS, tweet("1")).is(201);
    Reply second = BEN.post(TWEETS, tweet("2")).is(201);
    Client reader = ANNA.after(first, second);
    assertThat(reader.get(TWEETS + "?limit=2").results("id")).containsExactly(second.id(), first.id());
    assertThat(reader.get(TWEETS + "?author=ANNA&limit=1").results("id")).containsExactly(first.id());
    reader.get(TWEETS + "?title=x").isProblem(400, "invalid", "title:unknown-parameter");
  }

  private static String tweet(String text) {
    return "{\"text\": \"%s\"}".formatted(text);
  }
}
