package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One client of a board over HTTP, on a connection of its own. */
final class BoardClient {

  /** What the board answered; the body is null where there is none. */
  record Answer(int status, JsonNode body, Optional<String> token) {}

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private volatile String accessToken = "";

  BoardClient(String base) {
    this.base = base;
  }

  /** Another connection for the same person. */
  BoardClient again() {
    BoardClient other = new BoardClient(base);
    other.accessToken = accessToken;
    return other;
  }

  void signIn(String username, String password) throws IOException, InterruptedException {
    Answer answer = send("POST", "/auth/obtain_token", Map.of("username", username, "password", password), Map.of());
    if (answer.status() != 200) throw new IOException("sign-in answered " + answer.status() + " " + answer.body());
    accessToken = answer.body().get("token").textValue();
  }

  String accessToken() {
    return accessToken;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, null, Map.of());
  }

  Answer send(String method, String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(12))
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)));
    if (body != null) request.header("Content-Type", "application/json");
    if (!accessToken.isEmpty()) request.header("Authorization", "Bearer " + accessToken);
    headers.forEach(request::header);
    HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
    JsonNode json = response.body().length == 0 ? null : Json.mapper().readTree(response.body());
    return new Answer(response.statusCode(), json, response.headers().firstValue("Consistency-Token"));
  }
}
