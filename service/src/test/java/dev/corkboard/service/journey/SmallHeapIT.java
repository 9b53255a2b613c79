package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product with the heap that the launcher gives it, and readers of the largest answers that there are. */
class SmallHeapIT {
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
    port = freePort();
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms96m", "-Xmx240m", "-Xmn64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        "dev.corkboard.service.Main", "up", "--no-demo");
    builder.environment().putAll(Map.of("CORKBOARD_HOME", home.toString(), "HTTP_HOST", "127.0.0.1", "HTTP_PORT",
        Integer.toString(port), "MANAGEMENT_PORT", "0", "ADMIN_PASSWORD", PASSWORD));
    process = builder.redirectError(home.resolve("log").toFile()).start();
    BufferedReader out = process.inputReader();
    assertThat(out.lines().anyMatch(line -> line.startsWith("Corkboard is ready"))).as("it starts").isTrue();
    Client nobody = Client.to("http://127.0.0.1:" + port);
    admin = nobody.as(nobody.post("/auth/obtain_token",
        "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(PASSWORD)).is(200).text("token"));
    for (int i = 0; i < POSTS; i++)
      admin.post("/api/posts", "{\"title\": \"%d\", \"content\": \"%s\"}".formatted(i, LONGEST)).is(201);
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  @AfterAll
  static void end() throws InterruptedException {
    process.destroy();
    process.waitFor();
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
