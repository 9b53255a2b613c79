package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.embedded.LeftBehind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code up} as a process of its own; the last test kills it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir
  private static Path home;
  private static int port;
  private static Process up;

  @BeforeAll
  static void start() throws IOException {
    port = FreePort.find();
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx240m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(), "up", "--no-demo");
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("CORKBOARD_HOME", home.resolve("board").toString());
    builder.environment().put("HTTP_PORT", Integer.toString(port));
    builder.environment().put("MANAGEMENT_PORT", "0");
    builder.environment().put("ADMIN_PASSWORD", PASSWORD);
    up = builder.redirectErrorStream(true).redirectOutput(home.resolve("out").toFile()).start();
    await().atMost(Duration.ofMinutes(4)).until(() -> said().contains("Corkboard is ready") || !up.isAlive());
    assertThat(up.isAlive()).as(said()).isTrue();
  }

  @AfterAll
  static void end() throws Exception {
    up.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
  }

  @Test
  @Order(1)
  void listensForThisMachineAlone() throws Exception {
    assertThat(get("/dev/mail").statusCode()).isEqualTo(200);
    Optional<InetAddress> other = otherAddress();
    assumeTrue(other.isPresent(), "this machine has no address but loopback");
    assertThatThrownBy(() -> {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(other.get(), port), 2000);
      }
    }).isInstanceOf(IOException.class);
  }

  @Test
  @Order(2)
  void writesSucceedAgainAfterItsBackendsWereKilled() throws Exception {
    String token = token();
    assertThat(post(token, "before").statusCode()).isEqualTo(201);
    LeftBehind.numbered(home.resolve("board/postgres/data/postmaster.pid")).destroyForcibly();
    LeftBehind.numbered(home.resolve("board/redis/redis.pid")).destroyForcibly();
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
        .until(() -> post(token, "after").statusCode() == 201);
    await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
        .until(() -> get("/smoketests").body().startsWith("{\"status\":\"ok\""));
    assertThat(said()).contains("PostgreSQL has ended, though nobody told it to", "Redis has ended, though nobody");
  }

  @Test
  @Order(3)
  void nothingStaysOfOneThatWasKilled() throws Exception {
    assertThat(LeftBehind.in(home)).isNotEmpty();
    up.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(LeftBehind.in(home)).isEmpty());
    assertThat(home.resolve("board/postgres/data/postmaster.pid")).doesNotExist();
  }

  private static String said() throws IOException {
    return Files.readString(home.resolve("out"));
  }

  private static Optional<InetAddress> otherAddress() throws IOException {
    return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress()).findFirst();
  }

  private static String token() throws Exception {
    HttpResponse<String> answer = send(request("/auth/obtain_token").POST(BodyPublishers.ofString(
        "{\"username\": \"admin\", \"password\": \"" + PASSWORD + "\"}")));
    return Json.mapper().readTree(answer.body()).get("token").asText();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private static HttpResponse<String> post(String token, String text) throws Exception {
    return send(request("/api/tweets").header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofString("{\"text\": \"" + text + "\"}")));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
