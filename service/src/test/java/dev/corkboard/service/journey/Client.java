package dev.corkboard.service.journey;

import dev.corkboard.service.api.ApiDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Speaks to a board as one person, or as nobody; {@link #with} makes a client that sends one header more. Every answer
 * is compared with what docs/api/openapi.yaml says of it.
 */
final class Client {
  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private record Header(String name, String value) {}

  private final String base;
  private final boolean described;
  private final List<Header> headers;

  private Client(String base, boolean described, List<Header> headers) {
    this.base = base;
    this.described = described;
    this.headers = headers;
  }

  static Client to(String base) {
    return new Client(base, true, List.of());
  }

  /** To something that is not the API. */
  static Client toUndescribed(String base) {
    return new Client(base, false, List.of());
  }

  Client with(String header, Object value) {
    List<Header> more = new ArrayList<>(headers);
    more.removeIf(old -> old.name().equalsIgnoreCase(header));
    more.add(new Header(header, value.toString()));
    return new Client(base, described, more);
  }

  /** The same header once more. */
  Client also(String header, Object value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(header, value.toString()));
    return new Client(base, described, more);
  }

  /** The same person, without a header. */
  Client without(String header) {
    List<Header> fewer = new ArrayList<>(headers);
    fewer.removeIf(old -> old.name().equalsIgnoreCase(header));
    return new Client(base, described, fewer);
  }

  Client as(String token) {
    return with("Authorization", "Bearer " + token);
  }

  /** What the client sends in a header. */
  String sent(String header) {
    return headers.stream().filter(sent -> sent.name().equalsIgnoreCase(header)).findFirst().orElseThrow().value();
  }

  /** Reads nothing older than the writes that gave these answers. */
  Client after(Reply... writes) {
    return with("Consistency-Token", String.join(",", List.of(writes).stream().map(Reply::token).toList()));
  }

  Client ifMatch(long revision) {
    return with("If-Match", "\"" + revision + "\"");
  }

  Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  Reply post(String path, String json) {
    return json("POST", path, json);
  }

  Reply put(String path, String json) {
    return json("PUT", path, json);
  }

  Reply patch(String path, String json) {
    return json("PATCH", path, json);
  }

  Reply send(String method, String path) {
    return send(method, path, BodyPublishers.noBody());
  }

  Reply send(String method, String path, BodyPublisher body) {
    return compared(send(request(method, path, body)), Optional.empty());
  }

  /** The answer while it still comes. */
  HttpResponse<InputStream> open(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    headers.forEach(header -> request.header(header.name(), header.value()));
    try {
      return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(path, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private Reply json(String method, String path, String json) {
    Client sender = with("Content-Type", "application/json");
    return compared(send(sender.request(method, path, BodyPublishers.ofString(json))), Optional.of(json));
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).method(method,
        body);
    headers.forEach(header -> request.header(header.name(), header.value()));
    return request.build();
  }

  private Reply compared(HttpResponse<String> answer, Optional<String> sent) {
    if (described) ApiDescription.packed().check(answer, sent);
    return new Reply(answer);
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
