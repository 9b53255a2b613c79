package dev.corkboard.service.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Follows changes as a browser does, and keeps what it gets; it reads only once it is told to. */
final class Follower implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** One event. */
  record Seen(String id, String event, JsonNode data) {
    String resource() {
      return data.get("id").asText();
    }
  }

  private final HttpResponse<InputStream> response;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<String> comments = new CopyOnWriteArrayList<>();
  private volatile String lastId = "";
  private volatile Optional<String> retry = Optional.empty();
  private volatile boolean ended;

  private Follower(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    this.response = response;
  }

  static Follower connect(Client client, String query) {
    return new Follower(client.open("/api/changes" + query));
  }

  static Follower of(Client client, String query) {
    return connect(client, query).reading();
  }

  Follower reading() {
    Thread.ofVirtual().name("follower").start(this::read);
    return this;
  }

  /** Goes on when so much is seen. */
  Follower awaiting(Callable<Boolean> condition) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    return this;
  }

  Follower awaitingResource(String id) {
    return awaiting(() -> resources().contains(id));
  }

  List<Seen> seen() {
    return seen;
  }

  List<String> resources() {
    return seen.stream().map(Seen::resource).toList();
  }

  List<String> ids() {
    return seen.stream().map(Seen::id).toList();
  }

  List<String> comments() {
    return comments;
  }

  /** As a browser would send it to come back. */
  String lastId() {
    return lastId;
  }

  Optional<String> retry() {
    return retry;
  }

  boolean hasEnded() {
    return ended;
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException gone) {
      ended = true;
    }
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      String event = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) comments.add(line);
        if (line.startsWith("retry: ")) retry = Optional.of(line.substring(7));
        if (line.startsWith("id: ")) lastId = line.substring(4);
        if (line.startsWith("event: ")) event = line.substring(7);
        if (line.startsWith("data: ")) data = line.substring(6);
        if (!line.isEmpty() || data.isEmpty()) continue;
        seen.add(new Seen(lastId, event, Json.mapper().readTree(data)));
        data = "";
      }
    } catch (IOException cutOff) {
      assertThat(cutOff).isNotNull();
    }
    ended = true;
  }
}
