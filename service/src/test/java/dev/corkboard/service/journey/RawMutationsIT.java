package dev.corkboard.service.journey;

import static dev.corkboard.service.journey.Team.ANNA;
import static dev.corkboard.service.journey.Team.BOARD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What is not quite HTTP, by chance: request lines, hosts, versions, framings and headers. None is answered with a 5xx,
 * and after each the board serves. {@code -Draw.mutations=100000} runs that many, {@code -Draw.seed=…} others.
 */
class RawMutationsIT {
  private static final long SEED = 20_261_201;
  private static final int COUNT = Integer.getInteger("raw.mutations", 1_500);
  private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE",
      "CONNECT", "PUT", "get", "", "G\u00cbT", "PROPFIND", "A".repeat(17), "\0");
  private static final List<String> TARGETS = List.of("/api/tweets", "/api/posts?q=plan", "/auth/obtain_token", "*",
      "/",
      "", "//", "/%00", "/api/tweets/%00", "/api/posts?q=%00", "/api/posts?q=%ED%A0%80", "/api/posts?q=%C0%80",
      "/api/users/%F0%9F%A6%8A", "/api/tweets?limit=99999999999999999999", "/api/tweets?limit=%D9%A1",
      "/api/tasks?as_of=+999999999-12-31T23:59:59.999999999%2B18:00", "/api/tasks?due_min=-0001-01-01",
      "/api/tasks?due_max=+1000000000-01-01", "/api/tasks/x?revision=9223372036854775808",
      "http://localhost/api/tweets",
      "http://[::1]:99999/api/tweets", "http://[::g]/", "http://user:x@localhost/api/tweets",
      "https://localhost/api/tweets",
      "ftp://localhost/", "localhost:80", "http:", "http://", "?", "/?", "/??&&==", "/api/changes?after=%FF",
      "/api/tweets?cursor=////", "/api/tweets?cursor=%", "/../../etc/passwd", "/api/./tweets/..", "/;x=y/api",
      "/api%2Ftweets",
      "/api/docs/..%2f..%2f", "/auth/digest/.", "/auth/digest/x.%2B", "/api/reminders?cursor=Kg",
      "/api/users?cursor=_w",
      "/api/board", "/api/whoami", "/api/admin/projections", "/api/tasks?sprint=" + "a".repeat(1_900),
      "/" + "%41".repeat(600));
  private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9",
      "http/1.1",
      "HTTP/1.1 ", "HTTP/11", "", "HTTP/1.");
  private static final List<String> HOSTS = List.of("localhost", "", "a b", "[::1]", "[::1]:99999", "[",
      "x:99999999999", "x:-1",
      "x:y", "\u00e4", "%41", "a,b", "user@host", "http://x", "x".repeat(300), "1.2.3.4.5", "256.1.1.1", "localhost:0");
  private static final List<String> HEADERS = List.of("Content-Length: 0", "Content-Length: 2", "Content-Length: 02",
      "Content-Length: +2", "Content-Length: 2,2", "Content-Length: 9223372036854775808",
      "Content-Length: 18446744073709551618",
      "Content-Length: ", "Content-Length: 2\r\nContent-Length: 2", "Transfer-Encoding: chunked",
      "Transfer-Encoding: Chunked",
      "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: identity",
      "Transfer-Encoding:\tchunked", "Transfer-Encoding: xchunked", "Content-Type: application/json",
      "Content-Type: application/json;",
      "Content-Type: ", "Content-Type: /", "Content-Type: application/json; charset=",
      "Content-Type: application/json; charset=\"",
      "Content-Type: application/json; charset=utf-7", "Content-Type: application/json;charset=\0",
      "Content-Type: multipart/form-data; boundary=", "Content-Type: multipart/form-data",
      "Content-Type: text/*; q=\"\\",
      "Content-Encoding: ,", "Accept: ;;;", "Accept: */*;q=9", "Accept: text/html;q=0.0000", "Accept: a/b;c=\"",
      "Accept: text/event-stream/",
      "Authorization: ", "Authorization: Bearer", "Authorization: Basic !!!", "Authorization: Basic QQ==",
      "Authorization: Digest a=b,",
      "Authorization: Bearer .", "Authorization: Bearer a.b.c", "Authorization: Bearer e30.e30.", "Cookie: ",
      "Cookie: =", "Cookie: a=\u0001",
      "Cookie: corkboard=;;;", "Cookie: a=\"b", "Origin: null", "Origin: ", "Origin: https://[", "Origin: a b",
      "Range: bytes=9-1",
      "Range: bytes=999999999999999999999-", "If-Match: ,", "If-Match: \"1\",,\"2\"",
      "If-Match: \"99999999999999999999\"",
      "If-None-Match: \"", "If-None-Match: W/", "If-Modified-Since: never", "If-Range: x", "Expect: 100-continue",
      "Expect: x",
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
      "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nConnection: Upgrade, HTTP2-Settings", "Connection: ",
      "Connection: close, close",
      "X-Forwarded-For: ,,,", "X-Forwarded-For: [::", "X-Forwarded-For: 1.1.1.1:99999999999",
      "X-Forwarded-Proto: \u00ff",
      "Consistency-Token: ::", "Consistency-Token: post:x:99999999999999999999", "Idempotency-Key: \u00e9",
      "Last-Event-ID: \u00ff",
      "Date: x", "User-Agent: ((((((((", "User-Agent: " + "(".repeat(500), "Via: ", "TE: trailers;q=x", "Host: x",
      ": x", "X", " X: y",
      "X: a\r\n b", "X: \0", "X: \u007f", "Access-Control-Request-Method: \u00e9", "X-Request-ID: %n$s",
      "Max-Forwards: -1",
      "Content-Disposition: ;", "Link: <", "Age: -1", "Retry-After: x", "Strict-Transport-Security: max-age=x",
      "Warning: x",
      "Sec-WebSocket-Key: x", "Proxy-Authorization: Basic =", "Content-Range: bytes */*", "Timeout-Access: x",
      "Remote-Address: x",
      "Raw-Request-URI: x", "Tls-Session-Info: x");
  private static final List<String> BODIES = List.of("", "{}", "2\r\n{}\r\n0\r\n\r\n",
      "2;x=\"y\"\r\n{}\r\n0\r\nX: y\r\n\r\n",
      "0\r\n\r\n", "-1\r\n", "g\r\n", "ffffffff\r\n{}", "2\r\n{}", "2\r\n{}xx", "{\"text\":\"\\ud800\"}", "\0\0",
      "--\r\n\r\n", "\r\n",
      "GET / HTTP/1.1\r\n\r\n");

  @Test
  void whatIsNotQuiteHttpIsNeverOurFault() throws Exception {
    long seed = Long.getLong("raw.seed", SEED);
    for (int i = 0; i < COUNT; i++) {
      String request = request(new Random(seed + i));
      String answer = sent(request);
      if (!answer.isEmpty()) {
        assertThat(answer).as("to %d: %s", seed + i, request).startsWith("HTTP/1.1 ");
        assertThat(answer.charAt(9)).as("to %d: %s\n%s", seed + i, request, answer).isNotEqualTo('5');
        assertThat(answer).as("to %d: %s", seed + i, request).containsAnyOf("\r\nX-Request-ID: ", "HTTP/1.1 100 ");
      }
    }
    ANNA.get("/api/tweets").is(200);
  }

  private static String request(Random random) {
    boolean proper = random.nextBoolean();
    StringBuilder text = new StringBuilder();
    text.append(proper ? METHODS.get(random.nextInt(4)) : Nasty.pick(METHODS, random))
        .append(random.nextInt(40) == 0 ? "  " : " ")
        .append(Nasty.pick(TARGETS, random)).append(' ')
        .append(proper || random.nextInt(3) > 0 ? "HTTP/1." + random.nextInt(2) : Nasty.pick(VERSIONS, random))
        .append(random.nextInt(20) == 0 ? "\n" : "\r\n");
    if (random.nextInt(10) > 0) {
      text.append("Host: ").append(random.nextInt(4) > 0 ? "localhost" : Nasty.pick(HOSTS, random)).append("\r\n");
    }
    if (random.nextBoolean()) text.append("Authorization: ").append(ANNA.sent("Authorization")).append("\r\n");
    for (int i = random.nextInt(4); i > 0; i--)
      text.append(Nasty.pick(HEADERS, random)).append("\r\n");
    return text.append("\r\n").append(Nasty.pick(BODIES, random)).toString();
  }

  /** As much of the answer as comes before the end of what was sent is known to the server. */
  private static String sent(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", BOARD.port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] chunk = new byte[4096];
      int length = socket.getInputStream().read(chunk);
      while (length > 0) {
        answer.write(chunk, 0, length);
        if (answer.toString(ISO_8859_1).contains("\r\n\r\n")) break;
        length = socket.getInputStream().read(chunk);
      }
      return answer.toString(ISO_8859_1);
    }
  }
}
