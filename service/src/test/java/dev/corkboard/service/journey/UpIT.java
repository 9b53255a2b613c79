package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corkboard.service.FreePort;
import dev.corkboard.service.embedded.LeftBehind;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command {@code up} as a process of its own, with the heap that the launcher gives it, and readers of the largest
 * answers that there are; the last tests kill its backends, and it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {
  private static final String PASSWORD = "purple-tractor-91";
  private static final int POSTS = 60;
  /** 400,000 bytes. */
  private static final String LONGEST = "😀".repeat(100_000);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir
  static Path home;

  private static Process process;
  private static int port;
  private static Client admin;

  @BeforeAll
  static void start() throws Exception {
    port = FreePort.find();
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms96m", "-Xmx240m", "-Xmn64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        "dev.corkboard.service.Main", "up", "--no-demo");
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", System.getenv("PATH"), "CORKBOARD_HOME",
        home.resolve("board").toString(), "HTTP_PORT", Integer.toString(port), "MANAGEMENT_PORT", "0", "ADMIN_PASSWORD",
        PASSWORD));
    process = builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile()).start();
    await().atMost(Duration.ofMinutes(4)).until(() -> said().contains("Corkboard is ready") || !process.isAlive());
    assertThat(process.isAlive()).as(said()).isTrue();
    Client nobody = Client.to("http://127.0.0.1:" + port);
    admin = nobody.as(nobody.post("/auth/obtain_token",
        "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD)).is(200).text("token"));
    for (int i = 0; i < POSTS; i++)
      admin.post("/api/posts", "{\"title\": \"%d\", \"content\": \"%s\"}".formatted(i, LONGEST)).is(201);
  }

  @AfterAll
  static void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
  }

  private static String said() throws IOException {
    return Files.readString(home.resolve("out"));
  }

  @Test
  @Order(1)
  void listensForThisMachineAlone() throws Exception {
    Client.toUndescribed("http://127.0.0.1:" + port).get("/dev/mail").is(200);
    Optional<Inet4Address> other = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress()).map(Inet4Address.class::cast).findFirst();
    assumeTrue(other.isPresent(), "this machine has no address but loopback");
    assertThatThrownBy(() -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(other.get(), port), 2000);
      }
    }).isInstanceOf(IOException.class);
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void writesSucceedAgainAfterItsBackendsWereKilled() throws Exception {
    tweet("before").is(201);
    LeftBehind.numbered(home.resolve("board/postgres/data/postmaster.pid")).destroyForcibly();
    LeftBehind.numbered(home.resolve("board/redis/redis.pid")).destroyForcibly();
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
        .until(() -> tweet("after").status() == 201);
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
        .until(() -> admin.get("/smoketests").text("status").equals("ok"));
    assertThat(said()).contains("PostgreSQL has ended, though nobody told it to", "Redis has ended, though nobody");
  }

  private static Reply tweet(String text) {
    return admin.post("/api/tweets", "{\"text\": \"" + text + "\"}");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void nothingStaysOfOneThatWasKilled() throws Exception {
    assertThat(LeftBehind.in(home)).isNotEmpty();
    process.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
    assertThat(home.resolve("board/postgres/data/postmaster.pid")).doesNotExist();
  }

  private static int status(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", admin.sent("Authorization")).build();
    HttpResponse<Void> answer = HTTP.send(request, BodyHandlers.discarding());
    return answer.statusCode();
  }

  private static void assertAlive() {
    assertThat(process.isAlive()).as("the process").isTrue();
    admin.get("/auth/user").is(200);
  }

  @Test
  void manyReadersOfTheLargestPagesAtOnceAreNoTrouble() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      for (int limit = 37; limit < 101; limit++) {
        String page = "/api/posts?limit=" + limit;
        answers.add(threads.submit(() -> status(page)));
      }
    }
    for (Future<Integer> answer : answers)
      assertThat(answer.get()).isIn(200, 503);
    assertThat(answers.stream().map(Future::resultNow)).contains(200);
    assertAlive();
  }

  @Test
  void readersThatTakeNothingAreNoTrouble() throws Exception {
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 600; i++)
        readers.add(reader("/api/posts?limit=" + (1 + i % 100)));
      for (int i = 0; i < 15; i++)
        readers.add(reader("/api/changes?after=0"));
      for (Socket reader : readers)
        assertThat(reader.getInputStream().read()).as("the answer begins").isEqualTo('H');
      assertAlive();
    } finally {
      for (Socket reader : readers)
        reader.close();
    }
  }

  private static Socket reader(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: test\r\nAuthorization: "
        + admin.sent("Authorization") + "\r\n\r\n").getBytes(US_ASCII));
    return socket;
  }

  @Test
  void changingManyLongPostsIsNoTrouble() {
    await().atMost(Duration.ofMinutes(1)).until(() -> ids().size() == POSTS);
    for (String id : ids())
      admin.patch("/api/posts/" + id, "{\"title\": \"changed\"}").is(200);
    assertAlive();
  }

  private static Set<String> ids() {
    Set<String> ids = new LinkedHashSet<>();
    String cursor = "";
    do {
      Reply page = admin.get("/api/posts?limit=100" + cursor).is(200);
      ids.addAll(page.results("id"));
      cursor = page.get("next").isNull() ? "" : "&cursor=" + page.text("next");
    } while (!cursor.isEmpty());
    return ids;
  }
}
