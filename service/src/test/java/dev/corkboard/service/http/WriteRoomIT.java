package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.corkboard.domain.Username;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

/** A 503 means that a write will not happen: not that there was no room for its answer when it had happened. */
class WriteRoomIT {
  private static final String LARGE = "x".repeat(90_000);

  @Test
  void writeForWhoseAnswerThereIsNoRoomIsRefusedBeforeItIsCarriedOut() throws Exception {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "room",
        ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load()));
    AtomicInteger writes = new AtomicInteger();
    Endpoint write = Endpoint.post("/api/things", Right.SIGNED_IN, call -> {
      writes.incrementAndGet();
      return Answer.ok(LARGE);
    });
    Outgoing outgoing = new Outgoing(system, 200_000, bytes -> Duration.ofMinutes(1), Duration.ofMillis(50));
    HttpServer server = new HttpServer(system,
        new HttpSettings("127.0.0.1", 0, 1 << 20, URI.create("http://localhost"), List.of()), List.of(write),
        token -> Optional.of(new Principal(token, new Username("anna"), false, "session", ZoneOffset.UTC)),
        new Addresses(address -> false), new Requests(new SimpleMeterRegistry()), Clock.systemUTC(), outgoing);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.start() + "/api/things"))
          .header("Authorization", "Bearer x").header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString("{}")).build();
      try (Outgoing.Room one = outgoing.reserve("ben", 100_000).orElseThrow();
          Outgoing.Room other = outgoing.reserve("cleo", 100_000).orElseThrow()) {
        HttpResponse<String> refused = client.send(request, BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(writes).hasValue(0);
        assertThat(List.of(one, other)).hasSize(2);
      }
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains(LARGE);
      assertThat(writes).hasValue(1);
      await().until(() -> outgoing.held() == 0);
    } finally {
      server.close();
      ActorTestKit.shutdown(system);
    }
  }
}
