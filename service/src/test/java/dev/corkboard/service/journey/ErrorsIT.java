package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.NOBODY;
import static dev.corkboard.service.journey.Team.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsIT {
  private static final String TWEETS = "/api/tweets";
  private static final String NOT_THERE = "/api/tweets/01890a5d-ac96-774b-bcce-b302099a8057";
  private static final String TWEET = "{\"text\": \"x\"}";
  private static final int MIB = 1 << 20;

  @Test
  void trailingSlashMeansTheSame() {
    Reply created = ANNA.post(TWEETS + "/", TWEET).is(201);
    String tweet = TWEETS + "/" + created.id();
    assertThat(ANNA.after(created).get(tweet + "/").is(200).id()).isEqualTo(created.id());
    assertThat(ANNA.get(TWEETS + "/?limit=1").is(200).results()).hasSize(1);
    NOBODY.get("/healthcheck/").is(200);
    ANNA.delete(tweet + "/").is(204);
    ANNA.get(TWEETS + "//").isProblem(404, "not-found");
    ANNA.get("//api/tweets").isProblem(404, "not-found");
  }

  @Test
  void everythingButOpenCallsNeedsAToken() {
    for (String path : List.of(TWEETS, NOT_THERE, "/api/posts", "/api/sprints", "/api/tasks", "/api/users",
        "/auth/user")) {
      Reply refused = NOBODY.get(path).isProblem(401, "unauthorized");
      assertThat(refused.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }
    String token = Team.signIn("anna").sent("Authorization").substring("Bearer ".length());
    for (String bad : List.of("Bearer x", "Bearer", "Bearer ", token, "Basic " + token, "Bearer " + token + "x",
        "Bearer " + token + ", Bearer " + token)) {
      Reply refused = NOBODY.with("Authorization", bad).post(TWEETS, "{}").isProblem(401, "unauthorized");
      assertThat(refused.header("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }
    Client twice = NOBODY.with("Authorization", "Bearer " + token).also("Authorization", "Bearer x");
    twice.get(TWEETS).isProblem(401, "unauthorized");
    NOBODY.with("Authorization", "Bearer x").also("Authorization", "Bearer " + token).get(TWEETS)
        .isProblem(401, "unauthorized");
    for (String good : List.of("Bearer ", "JWT ", "bearer ", "jwt ")) {
      NOBODY.with("Authorization", good + token).get(TWEETS).is(200);
    }
  }

  @Test
  void problemTellsWhereItHappened() {
    Reply refused = ANNA.with("X-Request-ID", "my.request_7-A").get(NOT_THERE + "?").isProblem(404, "not-found");
    assertThat(refused.text("instance")).isEqualTo(NOT_THERE);
    assertThat(refused.text("request_id")).isEqualTo("my.request_7-A");
    assertThat(refused.text("title")).isEqualTo("Not Found");
    assertThat(refused.text("type")).isNotBlank();
    assertThat(refused.json().has("errors")).isFalse();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    for (String id : List.of("1", "x".repeat(36), "x".repeat(500), "01890A5D-AC96-774B-BCCE-B302099A8057",
        "01890a5d-ac96-774b-bcce-b302099a8057", "%00", "..%2F..", "%E2%80%AE", "null")) {
      for (String kind : List.of("posts", "tweets", "sprints", "tasks")) {
        ANNA.get("/api/" + kind + "/" + id).isProblem(404, "not-found");
        ANNA.delete("/api/" + kind + "/" + id).isProblem(404, "not-found");
      }
      ANNA.patch("/api/tasks/" + id, "{}").isProblem(404, "not-found");
      ANNA.post("/api/tasks/" + id + "/move", "{}").isProblem(404, "not-found");
      ANNA.get("/api/users/" + id).isProblem(404, "not-found");
      ANNA.delete("/auth/sessions/" + id).isProblem(404, "not-found");
      ROOT.patch("/api/admin/users/" + id, "{}").isProblem(404, "not-found");
    }
    ANNA.get("/api").isProblem(404, "not-found");
    ANNA.get("/api/nothing").isProblem(404, "not-found");
    ANNA.get("/API/tweets").isProblem(404, "not-found");
  }

  @Test
  void pathWithAControlCharacterLeadsNowhere() {
    ROOT.delete("/api/admin/mails/dead/%00").isProblem(404, "not-found");
    ROOT.post("/api/admin/mails/dead/%00/retry", "").isProblem(404, "not-found");
    ROOT.get("/api/users/%00").isProblem(404, "not-found");
    ROOT.get("/api/tasks/a%0Ab").isProblem(404, "not-found");
  }

  @Test
  void wrongMethodIsToldWhichAreRight() {
    assertThat(allowed(ANNA.send("PUT", TWEETS))).containsExactlyInAnyOrder("GET", "HEAD", "POST");
    assertThat(allowed(ANNA.send("PUT", NOT_THERE))).containsExactlyInAnyOrder("GET", "HEAD", "DELETE");
    assertThat(allowed(ANNA.send("OPTIONS", "/api/posts/x"))).containsExactlyInAnyOrder("GET", "HEAD", "PATCH",
        "DELETE");
    assertThat(allowed(ANNA.get("/auth/logout"))).containsExactly("POST");
    assertThat(allowed(NOBODY.delete("/healthcheck"))).containsExactlyInAnyOrder("GET", "HEAD");
    assertThat(allowed(ANNA.send("PROPFIND", TWEETS))).contains("GET");
  }

  private static List<String> allowed(Reply refused) {
    return List.of(refused.isProblem(405, "method-not-allowed").header("Allow").orElseThrow().split(", "));
  }

  @Test
  void onlyJsonCanBeHad() {
    for (String accept : List.of("application/xml", "text/html", "application/json;q=0", "image/*",
        "application/json;q=0, */*")) {
      ANNA.with("Accept", accept).get(TWEETS).isProblem(406, "not-acceptable");
    }
    for (String accept : List.of("*/*", "application/*", "Application/JSON; charset=utf-8", "text/html, */*;q=0.1",
        "application/problem+json, application/json")) {
      ANNA.with("Accept", accept).get(TWEETS).is(200);
    }
    ANNA.with("Accept", "text/html").post(TWEETS, TWEET).isProblem(406, "not-acceptable");
  }

  @Test
  void onlyPlainJsonIsTaken() {
    ANNA.send("POST", TWEETS, BodyPublishers.ofString(TWEET)).isProblem(415, "unsupported-media-type");
    for (String type : List.of("text/plain", "application/json; charset=latin1", "application/json; charset=utf-16",
        "application/x-www-form-urlencoded", "application/xml", "application/merge-patch+json", "garbage", "text/json",
        "application/json; charset", "application/json; charset=latin1;", "application/json, text/plain",
        "application/jsonx")) {
      sent(ANNA.with("Content-Type", type)).isProblem(415, "unsupported-media-type");
    }
    for (String encoding : List.of("gzip", "br", "identity, gzip")) {
      sent(ANNA.with("Content-Type", "application/json").with("Content-Encoding", encoding))
          .isProblem(415, "unsupported-media-type");
    }
    for (String type : List.of("application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8",
        "application/json; charset=\"utf-8\"", "application/json;", "application/json; ;charset=utf-8 ;",
        "application/json;;", "application/json;v=1")) {
      sent(ANNA.with("Content-Type", type)).is(201);
    }
    sent(ANNA.with("Content-Type", "application/json").with("Content-Encoding", "identity")).is(201);
  }

  private static Reply sent(Client client) {
    return client.send("POST", TWEETS, BodyPublishers.ofString(TWEET));
  }

  @Test
  void mergePatchMayBeCalledSo() {
    String post = "/api/posts/" + ANNA.post("/api/posts", "{\"title\": \"a\", \"content\": \"b\"}").id();
    ANNA.with("Content-Type", "application/merge-patch+json")
        .send("PATCH", post, BodyPublishers.ofString("{\"title\": \"c\"}")).is(200);
  }

  @Test
  void bodyOverTheLimitIsTooLarge() {
    String padding = " ".repeat(MIB - TWEET.length());
    ANNA.post(TWEETS, TWEET + padding).is(201);
    ANNA.post(TWEETS, TWEET + padding + " ").isProblem(413, "too-large");
    ANNA.post(TWEETS, "{\"text\": \"" + "x".repeat(5 * MIB) + "\"}").isProblem(413, "too-large");
    ANNA.post(TWEETS, TWEET).is(201);
  }

  @Test
  void whatNeedsNoAccountTakesLittle() {
    String path = "/auth/obtain_token";
    String credentials = Team.credentials("nobody-of-this-name");
    NOBODY.post(path, credentials + " ".repeat(8_192 - credentials.length())).isProblem(401, "bad-credentials");
    NOBODY.post(path, credentials + " ".repeat(8_193 - credentials.length())).isProblem(413, "too-large");
    NOBODY.post(path, " ".repeat(5 * MIB)).isProblem(413, "too-large");
    ANNA.patch("/auth/user", "{}" + " ".repeat(16_382)).is(200);
    ANNA.patch("/auth/user", "{}" + " ".repeat(16_383)).isProblem(413, "too-large");
  }

  @Test
  void whatIsNoJsonObjectIsMalformed() {
    for (String body : List.of("", " ", "{", "{\"text\": \"x\"", "{\"text\": \"x\"} {}", "{'text': 'x'}", "nul",
        "{\"text\": \"x\", \"text\": \"x\"}", "{\"text\": \"x\",}", "{\"text\": \"\u0001\"}", "[]", "null", "7",
        "\"text\"", "{\"text\": NaN}", "// x\n" + TWEET, "[".repeat(100_000))) {
      ANNA.post(TWEETS, body).isProblem(400, "malformed");
    }
    ANNA.with("Content-Type", "application/json")
        .send("POST", TWEETS, BodyPublishers.ofByteArray(new byte[]{'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'}))
        .isProblem(400, "malformed");
  }

  @Test
  void unknownFieldIsNamedWhateverItsName() {
    for (String name : List.of("a" + "\uD83E\uDD8A".repeat(40), "\\ud800", "x".repeat(49) + "\uD83E\uDD8A", "\\u0000",
        "\\u202e", "", "x".repeat(900))) {
      Reply refused = ANNA.post(TWEETS, "{\"text\": \"x\", \"" + name + "\": 1}").is(400);
      assertThat(refused.get("errors").get(0).get("code").asText()).isEqualTo("unknown-field");
    }
    ANNA.get(TWEETS + "?a" + "%F0%9F%A6%8A".repeat(40) + "=1").is(400);
  }

  @Test
  void requestIdIsTakenOverOrMade() {
    for (String id : List.of("a", "A.b_c-9", "x".repeat(128))) {
      assertThat(ANNA.with("X-Request-ID", id).get(TWEETS).header("X-Request-ID")).contains(id);
    }
    for (String id : List.of("x".repeat(129), "a b", "a/b", "ü", "<script>")) {
      assertThat(ANNA.with("X-Request-ID", id).get(TWEETS).header("X-Request-ID").orElseThrow()).isNotEqualTo(id)
          .matches("[A-Za-z0-9._-]{1,128}");
    }
    assertThat(NOBODY.get("/healthcheck").header("X-Request-ID")).isNotEmpty();
    assertThat(ANNA.delete("/nowhere").header("X-Request-ID")).isNotEmpty();
  }
}
