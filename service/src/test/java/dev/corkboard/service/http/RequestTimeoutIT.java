package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.typesafe.config.ConfigFactory;
import dev.corkboard.service.log.Lines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class RequestTimeoutIT {

  @Test
  void whatTakesTooLongIsCountedAndLoggedOnceAsTheClientSawIt() throws Exception {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "timeouts",
        ConfigFactory.parseString("pekko.actor.provider = local\npekko.http.server.request-timeout = 300ms")
            .withFallback(ConfigFactory.load()));
    CountDownLatch patience = new CountDownLatch(1);
    SimpleMeterRegistry counts = new SimpleMeterRegistry();
    Endpoint slow = Endpoint.get("/slow", Right.OPEN, call -> {
      patience.await();
      return Answer.noContent();
    });
    HttpServer server = new HttpServer(system,
        new HttpSettings("127.0.0.1", 0, 1 << 20, URI.create("http://localhost"), List.of()), List.of(slow),
        token -> Optional.empty(), new Addresses(address -> false), new Requests(counts), Clock.systemUTC());
    try (Lines lines = Lines.of(Level.INFO, "access", HttpServer.class.getName());
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.start() + "/slow"))
          .header("X-Request-ID", "slow-1").build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("X-Request-ID")).contains("slow-1");
      assertThat(lines.messagesOf("slow-1")).singleElement().asString()
          .startsWith("GET route=\"GET /slow\" status=503 user=- ms=");
      patience.countDown();
      await().until(() -> lines.messagesOf("slow-1").size() == 2);
      assertThat(lines.messagesOf("slow-1").getLast()).startsWith("GET /slow would have been answered with 204 after ");
      assertThat(counts.find("corkboard.http.requests").timers()).singleElement()
          .satisfies(timer -> assertThat(timer.count()).isEqualTo(1));
    } finally {
      server.close();
      ActorTestKit.shutdown(system);
    }
  }
}
