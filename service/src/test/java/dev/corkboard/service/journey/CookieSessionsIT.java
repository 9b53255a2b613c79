package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.service.RunningBoard;
import org.junit.jupiter.api.Test;

/** A session whose refresh token is in a cookie, as the page has it. */
class CookieSessionsIT {
  private static final String ATTRIBUTES = "; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict";
  private static final String CLEARED = "corkboard=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict";
  private static final String REFRESH = "/auth/refresh_token";

  private final Client page = NOBODY.with("Origin", BOARD.url());

  @Test
  void refreshTokenComesInTheCookieAlone() {
    Reply signedIn = signIn(page);
    assertThat(signedIn.json().propertyStream().map(java.util.Map.Entry::getKey)).containsExactly("token", "token_type",
        "expires_in");
    assertThat(cookie(signedIn)).matches("corkboard=[A-Za-z0-9_-]{43}" + ATTRIBUTES);
    NOBODY.as(signedIn.text("token")).get("/auth/user").is(200);
    assertThat(NOBODY.post("/auth/obtain_token", Team.credentials("cora")).is(200).header("Set-Cookie")).isEmpty();
  }

  @Test
  void cookieIsEnoughToGoOn() {
    Reply first = signIn(page);
    Reply second = with(first).send("POST", REFRESH).is(200);
    assertThat(second.get("refresh_token").isMissingNode()).isTrue();
    NOBODY.as(second.text("token")).get("/auth/user").is(200);
    assertThat(cookie(second)).endsWith(ATTRIBUTES).isNotEqualTo(cookie(first));
    Reply otherTab = with(first).send("POST", REFRESH).is(200);
    assertThat(cookie(otherTab)).isEqualTo(cookie(second));
    with(second).also("Cookie", "theme=dark").send("POST", REFRESH).is(200);
  }

  @Test
  void deadCookieIsCleared() {
    Reply dead = NOBODY.with("Cookie", "corkboard=" + "A".repeat(43)).send("POST", REFRESH).isProblem(401,
        "bad-refresh-token");
    assertThat(cookie(dead)).isEqualTo(CLEARED);
    assertThat(NOBODY.send("POST", REFRESH).isProblem(401, "bad-refresh-token").header("Set-Cookie")).isEmpty();
    NOBODY.post(REFRESH, "{}").isProblem(400, "invalid", "refresh_token:required");
  }

  @Test
  void bodyIsTakenAsBeforeWhateverTheCookie() {
    Reply session = NOBODY.post("/auth/obtain_token", Team.credentials("cora")).is(200);
    Reply refreshed = with(signIn(page)).post(REFRESH, "{\"refresh_token\": \"%s\"}".formatted(
        session.text("refresh_token"))).is(200);
    assertThat(refreshed.text("refresh_token")).hasSize(43);
    assertThat(refreshed.header("Set-Cookie")).isEmpty();
  }

  @Test
  void pagesFromElsewhereGetNothing() {
    Reply session = signIn(page);
    for (String origin : new String[]{"https://evil.example", "null", BOARD.url() + "0", "http://localhost"}) {
      Client evil = NOBODY.with("Origin", origin);
      evil.post("/auth/obtain_token", wanted()).isProblem(403, "bad-origin");
      Client withCookie = evil.with("Cookie", cookie(session));
      assertThat(withCookie.send("POST", REFRESH).isProblem(403, "bad-origin").header("Set-Cookie")).isEmpty();
      withCookie.send("POST", "/auth/logout").isProblem(403, "bad-origin");
      evil.send("POST", REFRESH).isProblem(403, "bad-origin");
    }
    with(session).send("POST", REFRESH).is(200);
    NOBODY.with("Origin", "https://evil.example").post("/auth/obtain_token", Team.credentials("cora")).is(200);
  }

  @Test
  void configuredOriginsAndOtherNamesOfThisMachineMay() {
    signIn(NOBODY.with("Origin", RunningBoard.ORIGIN));
    signIn(NOBODY.with("Origin", "http://127.0.0.1:" + BOARD.port()));
    Reply withoutOrigin = signIn(NOBODY);
    NOBODY.with("Cookie", cookie(withoutOrigin)).send("POST", REFRESH).is(200);
  }

  @Test
  void logoutNeedsNothingButTheCookie() {
    Reply session = signIn(page);
    Reply out = with(session).send("POST", "/auth/logout").is(204);
    assertThat(cookie(out)).isEqualTo(CLEARED);
    NOBODY.as(session.text("token")).get("/auth/user").isProblem(401, "unauthorized");
    assertThat(cookie(with(session).send("POST", REFRESH).isProblem(401, "session-revoked"))).isEqualTo(CLEARED);
    assertThat(cookie(with(session).send("POST", "/auth/logout").isProblem(401, "session-revoked")))
        .isEqualTo(CLEARED);
    NOBODY.send("POST", "/auth/logout").isProblem(401, "unauthorized");
    NOBODY.with("Cookie", "theme=dark").send("POST", "/auth/logout").isProblem(401, "unauthorized");
  }

  @Test
  void logoutWithBothEndsBoth() {
    Reply session = signIn(page);
    Reply other = NOBODY.post("/auth/obtain_token", Team.credentials("cora")).is(200);
    Reply out = with(session).as(other.text("token")).send("POST", "/auth/logout").is(204);
    assertThat(cookie(out)).isEqualTo(CLEARED);
    NOBODY.as(session.text("token")).get("/auth/user").isProblem(401, "unauthorized");
    NOBODY.as(other.text("token")).get("/auth/user").isProblem(401, "unauthorized");
  }

  @Test
  void otherPlacesForATokenThereAreNot() {
    NOBODY.post("/auth/obtain_token", wanted().replace("cookie", "local")).isProblem(400, "invalid",
        "session:unknown-value");
  }

  private static Reply signIn(Client from) {
    return from.post("/auth/obtain_token", wanted()).is(200);
  }

  private static String wanted() {
    Team.person("cora");
    return Team.credentials("cora").replace("}", ", \"session\": \"cookie\"}");
  }

  private Client with(Reply session) {
    return page.with("Cookie", cookie(session).split(";")[0]);
  }

  private static String cookie(Reply reply) {
    return reply.header("Set-Cookie").orElseThrow();
  }
}
