package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Username;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients can make a server hold by what they send and withhold; over HTTP as bytes, without a board behind. */
class EdgeIT {
  private static final String ORIGIN = "https://board.example";
  private static final int MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static ActorSystem<Void> system;
  private static HttpServer server;
  private static HttpServer slowServer;
  private static int port;
  /** Of another server, beside the other tests, as it takes ten seconds. */
  private static CompletableFuture<Drip> drip;
  private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();

  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    system = ActorSystem.create(Behaviors.empty(), "edge",
        ConfigFactory.parseString("pekko.actor.provider = local\npekko.http.server.max-connections = 400")
            .withFallback(ConfigFactory.load()));
    List<Endpoint> endpoints = List.of(
        Endpoint.get("/open", Right.OPEN, call -> Answer.ok(List.of())),
        Endpoint.post("/auth/open", Right.OPEN, call -> Answer.ok(List.of(call.body().length))),
        Endpoint.post("/api/mine", Right.SIGNED_IN, call -> Answer.ok(List.of(call.body().length))));
    server = server(endpoints, METRICS);
    port = server.start();
    slowServer = server(endpoints, new SimpleMeterRegistry());
    int slowPort = slowServer.start();
    drip = CompletableFuture.supplyAsync(() -> dripping(slowPort), Thread::startVirtualThread);
  }

  private static HttpServer server(List<Endpoint> endpoints, SimpleMeterRegistry metrics) {
    return new HttpServer(system,
        new HttpSettings("127.0.0.1", 0, MIB, URI.create("https://localhost"), List.of(ORIGIN)), endpoints,
        EdgeIT::person, new Addresses(address -> false), new Requests(metrics), Clock.systemUTC());
  }

  private static Optional<Principal> person(String token) {
    return token.startsWith("good")
        ? Optional.of(new Principal(token, new Username(token), false, "session", ZoneOffset.UTC))
        : Optional.empty();
  }

  @AfterAll
  static void end() {
    server.close();
    slowServer.close();
    ActorTestKit.shutdown(system);
  }

  @AfterEach
  void nothingIsHeldInTheEnd() throws IOException {
    for (Socket socket : sockets)
      socket.close();
    await().atMost(PATIENCE).until(() -> gauge("corkboard.http.received.bytes") == 0
        && gauge("corkboard.http.connections") == 0);
  }

  @Test
  void slowBodiesOfStrangersHoldLittle() throws Exception {
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 200; i++)
      slow.add(send("POST /auth/open HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + MIB
          + "\r\n\r\n" + " ".repeat(60_000)));
    othersAreServed();
    assertThat(gauge("corkboard.http.received.bytes")).isLessThan(20 * MIB);
    for (Socket socket : slow)
      assertThat(status(socket)).isIn(413, 503);
  }

  @Test
  void chunksThatNeverEndAreCounted() throws Exception {
    long budget = Runtime.getRuntime().maxMemory() / 8;
    int many = (int) (budget / MIB) + 20;
    String chunk = " ".repeat(MIB - 1);
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < many; i++)
      slow.add(sendWhatIsTaken("POST /api/mine HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody\r\n"
          + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + chunk));
    assertThat(gauge("corkboard.http.received.bytes")).isLessThanOrEqualTo(budget / 2);
    othersAreServed();
    for (Socket socket : slow)
      assertThat(status(socket)).isIn(401, 503);
  }

  @Test
  void onePersonsSlowBodiesLeaveRoomForOthers() throws Exception {
    long budget = Runtime.getRuntime().maxMemory() / 8;
    int many = (int) (budget / MIB) + 20;
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < many; i++)
      slow.add(sendWhatIsTaken(mine("good1", MIB) + " ".repeat(MIB - 1)));
    await().atMost(PATIENCE).until(() -> METRICS.get("corkboard.http.overloaded").functionCounter().count() > 0);
    assertThat(status(send(mine("good1", 1_000) + " ".repeat(1_000)))).as("of the same person").isEqualTo(200);
    assertThat(gauge("corkboard.http.received.bytes")).isLessThanOrEqualTo(budget / 4);
    String body = " ".repeat(MIB);
    assertThat(status(send(mine("good2", MIB) + body))).isEqualTo(200);
    othersAreServed();
    List<Integer> answers = new ArrayList<>();
    for (Socket socket : slow)
      answers.add(status(socket));
    assertThat(answers).contains(408, 503).isSubsetOf(408, 503);
  }

  @Test
  void bodyOfSingleBytesIsCountedWithWhatItCosts() throws Exception {
    Socket socket = send(mine("good1", MIB) + " ".repeat(6_000));
    await().atMost(PATIENCE).until(() -> gauge("corkboard.http.received.bytes") > 1_000);
    double before = gauge("corkboard.http.received.bytes");
    for (int i = 1; i <= 50; i++) {
      socket.getOutputStream().write(' ');
      double after = before + i * 65;
      await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE)
          .until(() -> gauge("corkboard.http.received.bytes") >= after);
    }
  }

  @Test
  void tooLargeForStrangersIsToldAtOnceAndReadable() throws Exception {
    Socket socket = send("POST /auth/open HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: 8193\r\n\r\n" + " ".repeat(8193));
    assertThat(status(socket)).isEqualTo(413);
    assertThat(status(send("POST /auth/open HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: 8192\r\n\r\n" + " ".repeat(8192)))).isEqualTo(200);
  }

  @Test
  void headersThatDripEndAfterTenSeconds() throws Exception {
    Drip ended = drip.get(60, TimeUnit.SECONDS);
    assertThat(ended.after()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
    assertThat(ended.answer()).startsWith("HTTP/1.1 408 ").contains("Access-Control-Allow-Origin: " + ORIGIN)
        .contains("\"code\":\"too-slow\"");
    assertThat(ended.silence()).as("of who never sent anything").isEqualTo(-1);
  }

  /** How slow headers and a silent connection ended, and after how long. */
  private record Drip(String answer, Duration after, int silence) {}

  private static Drip dripping(int port) {
    long began = System.nanoTime();
    try (Socket dripping = new Socket("127.0.0.1", port); Socket silent = new Socket("127.0.0.1", port)) {
      dripping.getOutputStream().write(("GET /open HTTP/1.1\r\nOrigin: " + ORIGIN + "\r\n").getBytes(ISO_8859_1));
      InputStream in = dripping.getInputStream();
      dripping.setSoTimeout(500);
      String answer = "";
      while (answer.isEmpty()) {
        try {
          answer = text(in, 1);
        } catch (SocketTimeoutException notYet) {
          dripping.getOutputStream().write("X: y\r\n".getBytes(ISO_8859_1));
        }
      }
      answer += text(in, Integer.MAX_VALUE);
      Duration after = Duration.ofNanos(System.nanoTime() - began);
      silent.setSoTimeout(5_000);
      return new Drip(answer, after, silent.getInputStream().read());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void allHeadersTogetherAreBounded() throws Exception {
    String line = "X-Filler: " + "a".repeat(8_000) + "\r\n";
    assertThat(status(send("GET /open HTTP/1.1\r\nHost: x\r\n" + line.repeat(3) + "\r\n"))).isEqualTo(200);
    String refused = answer(
        send("GET /open HTTP/1.1\r\nHost: x\r\nOrigin: " + ORIGIN + "\r\n" + line.repeat(6) + "\r\n"));
    assertThat(refused).startsWith("HTTP/1.1 431 ").contains("\"code\":\"headers-too-large\"")
        .contains("Access-Control-Allow-Origin: " + ORIGIN)
        .contains("X-Request-ID: ");
  }

  @Test
  void eachRequestOfAConnectionHasTheRoomForItsOwnHeaders() throws Exception {
    String request = "GET /open HTTP/1.1\r\nHost: x\r\n" + ("X-Filler: " + "a".repeat(8_000) + "\r\n").repeat(3)
        + "\r\n";
    Socket socket = send(request);
    assertThat(status(socket)).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      assertThat(status(socket)).isEqualTo(200);
    }
  }

  /** Pekko HTTP's parser keeps all names that it does not know. */
  @Test
  void connectionEndsAfterTooManyNamesOfHeaders() throws Exception {
    Socket socket = send("GET /open HTTP/1.1\r\nHost: x\r\nX-Few: 1\r\n\r\n");
    assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").doesNotContain("Connection: close");
    StringBuilder many = new StringBuilder("GET /open HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 40; i++)
      many.append("x-").append("y".repeat(50)).append(i).append(": 1\r\n");
    socket.getOutputStream().write(many.append("\r\n").toString().getBytes(ISO_8859_1));
    assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").contains("Connection: close");
  }

  @Test
  void unreadableRequestIsAnsweredWithTheHeadersOfAll() throws Exception {
    String answer = answer(send("GET  / HTTP/1.1\r\nHost: x\r\nOrigin: " + ORIGIN + "\r\n\r\n"));
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\r\nVary: Origin\r\n")
        .contains("\r\nAccess-Control-Allow-Origin: " + ORIGIN + "\r\n").contains("\r\nX-Request-ID: ")
        .contains("\r\nStrict-Transport-Security: max-age=31536000\r\n")
        .contains("\r\nCross-Origin-Opener-Policy: same-origin\r\n");
    assertThat(answer(send("GET  / HTTP/1.1\r\nHost: x\r\nOrigin: https://evil.example\r\n\r\n")))
        .doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void chunksInHttp10AreBadlyFramed() throws Exception {
    assertThat(status(send("POST /auth/open HTTP/1.0\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))).isEqualTo(400);
    assertThat(status(send("GET /open HTTP/1.0\r\nHost: x\r\n\r\n"))).isEqualTo(200);
  }

  @Test
  void clientThatWaitsForAnotherRequestGivesWay() throws Exception {
    for (int i = 0; i < 420; i++)
      open();
    await().atMost(PATIENCE).until(() -> gauge("corkboard.http.connections") >= 390);
    othersAreServed();
    assertThat(gauge("corkboard.http.connections")).isLessThanOrEqualTo(400);
  }

  @Test
  void connectionsOfOneNetworkAreBoundedUnlessManyComeFromThere() throws Exception {
    Connections.Limits limits = new Connections.Limits(100, 2, PATIENCE, PATIENCE, PATIENCE);
    Connections connections = new Connections(limits, InetAddress::isLoopbackAddress, new ReceivedBytes(1));
    assertThat(admitted(connections, "192.0.2.1", 3)).isEqualTo(2);
    assertThat(admitted(connections, "192.0.2.2", 3)).isEqualTo(2);
    assertThat(admitted(connections, "2001:db8::1", 1) + admitted(connections, "2001:db8::2", 5)).isEqualTo(2);
    assertThat(admitted(connections, "127.0.0.1", 10)).isEqualTo(10);
    assertThat(connections.refused()).isEqualTo(6);
  }

  private static int admitted(Connections connections, String address, int times) throws IOException {
    int admitted = 0;
    for (int i = 0; i < times; i++) {
      if (connections.admit(new java.net.InetSocketAddress(InetAddress.getByName(address), 1)).isPresent()) admitted++;
    }
    return admitted;
  }

  private void othersAreServed() throws IOException {
    for (int i = 0; i < 20; i++)
      assertThat(status(send("GET /open HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))).isEqualTo(200);
  }

  private static String mine(String person, int length) {
    return "POST /api/mine HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + person
        + "\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static double gauge(String name) {
    return METRICS.get(name).gauge().value();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    sockets.add(socket);
    return socket;
  }

  private Socket send(String request) throws IOException {
    Socket socket = open();
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  /** The server may stop taking it before the end. */
  private Socket sendWhatIsTaken(String request) throws IOException {
    Socket socket = open();
    Thread.ofVirtual().start(() -> {
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    });
    return socket;
  }

  private static int status(Socket socket) throws IOException {
    String answer = answer(socket);
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  /** The head of the answer and what comes with it. */
  private static String answer(Socket socket) throws IOException {
    byte[] bytes = new byte[16 << 10];
    int length = 0;
    while (length < bytes.length && !new String(bytes, 0, length, ISO_8859_1).contains("\r\n\r\n")) {
      int more = socket.getInputStream().read(bytes, length, bytes.length - length);
      if (more < 0) break;
      length += more;
    }
    return new String(bytes, 0, length, ISO_8859_1);
  }

  private static String text(InputStream in, int most) throws IOException {
    return new String(in.readNBytes(most), ISO_8859_1);
  }
}
