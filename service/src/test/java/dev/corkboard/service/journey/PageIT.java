package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static dev.corkboard.service.journey.Team.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The web page at its addresses; here it is the little one of the tests. */
class PageIT {
  private static final String TITLE = "<title>A page for tests</title>";
  private static final String ASSET = "/assets/page-1.js";

  private final Client browser = Client.toUndescribed(BOARD.url()).with("Accept",
      "text/html,application/xhtml+xml,*/*;q=0.8");
  private final Client program = Client.toUndescribed(BOARD.url()).with("Accept", "*/*");

  @Test
  void browserGetsThePageAtAnyAddressWithAnyQuery() {
    for (String path : new String[]{"/", "/signup?invitation=x", "/sprints/1/board?label=a&label=b", "/tasks/1",
        "/tasks/1/history", "/anything?q=%FF"})
      assertThat(browser.get(path).is(200).http().body()).as(path).contains(TITLE);
  }

  @Test
  void programGetsItWhereMailsLead() {
    for (String path : new String[]{"/", "/signup?invitation=x", "/confirm?token=x", "/reset?token=x"})
      assertThat(program.get(path).is(200).http().body()).as(path).contains(TITLE);
    NOBODY.get("/nothing").isProblem(404, "not-found");
    program.get("/sprints/1").isProblem(404, "not-found");
  }

  @Test
  void whatIsTheApisStaysSo() {
    for (String path : new String[]{"/api", "/api/nothing", "/auth/nothing", "/auth/signup/x", "/dev/nothing",
        "/.well-known/nothing", "/assets/nothing.js", "/assets", "/healthcheck/x", "/smoketests/x"})
      browser.get(path).isProblem(404, "not-found");
    browser.get("/api/tasks").isProblem(401, "unauthorized");
    ANNA.post("/signup", "{}").isProblem(405, "method-not-allowed");
  }

  @Test
  void pageIsSafe() {
    Reply page = browser.get("/board").is(200);
    String policy = page.header("Content-Security-Policy").orElseThrow();
    assertThat(policy).contains("default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'",
        "frame-ancestors 'none'", "require-trusted-types-for 'script'").doesNotContain("unsafe");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    assertThat(page.header("Cross-Origin-Opener-Policy")).contains("same-origin");
    assertThat(browser.get("/api/docs").header("Content-Security-Policy").orElseThrow()).doesNotContain("trusted");
  }

  @Test
  void pageIsAskedForEachTimeAndFilesOnce() {
    Reply page = browser.get("/").is(200);
    assertThat(page.header("Cache-Control")).contains("no-cache");
    browser.with("If-None-Match", page.header("ETag").orElseThrow()).get("/signup").is(304);
    Reply asset = program.get(ASSET).is(200);
    assertThat(asset.header("Cache-Control")).contains("public, max-age=31536000, immutable");
    assertThat(asset.header("Content-Type").orElseThrow()).startsWith("text/javascript");
    program.with("If-None-Match", asset.header("ETag").orElseThrow()).get(ASSET).is(304);
    Reply icon = program.get("/favicon.svg").is(200);
    assertThat(icon.header("Content-Type")).contains("image/svg+xml");
    assertThat(icon.header("Cache-Control")).contains("no-cache");
    assertThat(program.send("HEAD", ASSET).is(200).header("ETag")).isEqualTo(asset.header("ETag"));
  }

  @Test
  void filesComeAsSmallAsTheClientTakesThem() {
    Reply plain = program.get(ASSET).is(200);
    assertThat(plain.header("Content-Encoding")).isEmpty();
    Reply brotli = encoded("gzip, deflate, br, zstd");
    assertThat(brotli.header("Content-Encoding")).contains("br");
    assertThat(encoded("gzip").header("Content-Encoding")).contains("gzip");
    assertThat(encoded("br;q=0, gzip;q=0.5").header("Content-Encoding")).contains("gzip");
    assertThat(encoded("br;q=0, gzip;q=0.000").header("Content-Encoding")).isEmpty();
    for (Reply reply : new Reply[]{plain, brotli})
      assertThat(reply.header("Vary").orElseThrow()).contains("Accept-Encoding");
    assertThat(brotli.header("ETag")).isNotEqualTo(plain.header("ETag"));
    assertThat(brotli.header("Content-Type")).isEqualTo(plain.header("Content-Type"));
    assertThat(program.get("/favicon.svg").header("Vary")).contains("Origin");
  }

  private Reply encoded(String accepted) {
    return program.with("Accept-Encoding", accepted).get(ASSET).is(200);
  }
}
