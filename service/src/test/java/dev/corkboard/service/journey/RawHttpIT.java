package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no proper client sends. */
class RawHttpIT {
  private static final String TWEET = "{\"text\": \"x\"}";

  @ParameterizedTest
  @ValueSource(strings = {"GET\r\n", "GET /\r\n", "GET / HTTP/9.9\r\n", "GET  / HTTP/1.1\r\n", "\0\1\2\r\n",
      "GET /%ZZ HTTP/1.1\r\n", "GET /\u00ff HTTP/1.1\r\n", "GET /?%ZZ HTTP/1.1\r\n", "GET /# HTTP/1.1\r\n",
      "GET api/tweets HTTP/1.1\r\n", "CONNECT x:1 HTTP/1.1\r\n", "GET http://evil.example/ HTTP/1.1\r\n"})
  void badRequestLineIsRefused(String line) throws Exception {
    sent(line + head() + "\r\n").isProblem(400);
  }

  @Test
  void whatBrowsersSendUnescapedIsTaken() throws Exception {
    for (String raw : "|[]{}^`\\'\"<>".split("")) {
      sent("GET /api/tweets?author=" + raw + " HTTP/1.1\r\n" + head() + "\r\n").isProblem(400);
      RawHttp.Answer found = sent("GET /api/posts?q=plan" + raw + " HTTP/1.1\r\n" + head() + "\r\n");
      assertThat(found.status()).as(raw).isEqualTo(200);
      sent("GET /api/tweets/" + raw + " HTTP/1.1\r\n" + head() + "\r\n").isProblem(404);
    }
  }

  @Test
  void whatNoTargetMayHaveIsToldWithItsPlace() throws Exception {
    for (String wrong : new String[]{"\u00ff", "%zz", "%", "#"}) {
      RawHttp.Answer answer = sent("GET /api/posts?q=" + wrong + " HTTP/1.1\r\n" + head() + "\r\n");
      answer.isProblem(400);
      assertThat(answer.json().get("detail").asText()).as(wrong).matches("The request target .* character 1[3-6] .*");
    }
  }

  @Test
  void chunksInHttp10AreRefused() throws Exception {
    sent(post("Transfer-Encoding: chunked\r\n\r\nd\r\n" + TWEET + "\r\n0\r\n\r\n").replace("HTTP/1.1", "HTTP/1.0"))
        .isProblem(400);
  }

  @Test
  void unknownMethodIsNotAllowed() throws Exception {
    RawHttp.Answer answer = sent("FOO /api/tweets HTTP/1.1\r\n" + head() + "\r\n");
    answer.isProblem(405);
    assertThat(answer.text()).contains("\r\nAllow: ");
  }

  @Test
  void addressThatIsTooLongIsRefused() throws Exception {
    sent("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + head() + "\r\n").isProblem(414);
    RawHttp.Answer refused = sent("GET /" + "a".repeat(2_048) + " HTTP/1.1\r\n" + head() + "\r\n");
    refused.isProblem(414);
    assertThat(refused.json().get("code").asText()).isEqualTo("uri-too-long");
    sent("GET /" + "a".repeat(2_047) + " HTTP/1.1\r\n" + head() + "\r\n").isProblem(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "X : y", "X: \1", "Idempotency-Key: schl\u00fcssel", "Content-Length: -1",
      "Content-Length: x", "Content-Length: 99999999999999999999", "Content-Length: 1\r\nContent-Length: 2",
      "Content-Length: 12\r\nTransfer-Encoding: chunked", "Transfer-Encoding: gzip", "Host: other"})
  void badHeaderIsRefused(String header) throws Exception {
    sent(post(header + "\r\n\r\n" + TWEET)).isProblem(400);
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws Exception {
    for (int length : List.of(20_000, 8_193)) {
      RawHttp.Answer refused = sent(post("X: " + "a".repeat(length) + "\r\n\r\n"));
      refused.isProblem(431);
      assertThat(refused.json().get("code").asText()).isEqualTo("headers-too-large");
    }
    String longest = "X: " + "a".repeat(8_192) + "\r\nContent-Length: 12\r\n\r\n{\"text\":\"x\"}";
    assertThat(sent(post(longest)).status()).isEqualTo(201);
    sent(post(("X: " + "a".repeat(8_000) + "\r\n").repeat(5) + "\r\n")).isProblem(431);
    sent(post("X: y\r\n".repeat(100) + "\r\n")).isProblem(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idempotency-Key: a\r\nIdempotency-Key: b", "Idempotency-Key:", "If-Match: 1"})
  void oddHeaderIsRefused(String header) throws Exception {
    String request = post(header + "\r\nContent-Length: 12\r\n\r\n{\"text\":\"x\"}");
    sent(header.startsWith("If")
        ? request.replace("POST /api/tweets", "PATCH /api/tasks/01890a5d-ac96-774b-bcce-b302099a8057")
        : request).isProblem(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n" + TWEET, "\r\n" + TWEET, "0xd\r\n" + TWEET, "+d\r\n" + TWEET, "d,\r\n" + TWEET,
      "-1\r\n" + TWEET, "d\r\n" + TWEET + "xx",
      "d\r\n" + TWEET + "\r\n0\r\ngarbage"})
  void badChunkIsRefused(String chunks) throws Exception {
    sent(post("Transfer-Encoding: chunked\r\n\r\n" + chunks + "\r\n0\r\n\r\n")).isProblem(400);
  }

  @Test
  void chunksOverTheLimitAreTooLarge() throws Exception {
    String quarter = "40000\r\n" + " ".repeat(0x40000) + "\r\n";
    sent(post("Transfer-Encoding: chunked\r\n\r\n" + quarter.repeat(8) + "0\r\n\r\n")).isProblem(413);
    sent(post("Transfer-Encoding: chunked\r\n\r\n" + "200000\r\n" + " ".repeat(0x200000))).isProblem(413);
    sent(post("Transfer-Encoding: chunked\r\n\r\n" + "ffffffffffffffff\r\n" + TWEET)).isProblem(413);
  }

  @Test
  void bodyThatDoesNotComeIsNotWaitedForLong() throws Exception {
    sent(post("Content-Length: 100\r\n\r\n" + TWEET)).isProblem(408);
  }

  @Test
  void clientThatSendsTooMuchReadsTheAnswerAllTheSame() throws Exception {
    String body = "Content-Length: 8000000\r\n\r\n" + " ".repeat(8_000_000);
    sent(post(body)).isProblem(413);
    sent(post(body).replaceFirst("Authorization: .*\r\n", "")).isProblem(401);
  }

  private static String post(String rest) {
    return "POST /api/tweets HTTP/1.1\r\n" + head() + "Content-Type: application/json\r\n" + rest;
  }

  private static String head() {
    return "Host: localhost\r\nAuthorization: " + ANNA.sent("Authorization") + "\r\nConnection: close\r\n";
  }

  private static RawHttp.Answer sent(String request) throws IOException {
    return RawHttp.send(BOARD.port(), request.getBytes(ISO_8859_1));
  }
}
