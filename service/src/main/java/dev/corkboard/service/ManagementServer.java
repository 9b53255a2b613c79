package dev.corkboard.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Serves the metrics on a port of their own, which clients never reach. */
final class ManagementServer {
  private final ActorSystem<?> system;
  private final PrometheusMeterRegistry metrics;

  ManagementServer(ActorSystem<?> system, PrometheusMeterRegistry metrics) {
    this.system = system;
    this.metrics = metrics;
  }

  /** Binds the port and answers which one it is. */
  int start(String host, int port) throws InterruptedException, ExecutionException {
    ServerBinding binding = Http.get(system).newServerAt(host, port).bindSync(this::answer).toCompletableFuture().get();
    binding.addToCoordinatedShutdown(Duration.ofSeconds(1), system);
    return binding.localAddress().getPort();
  }

  private HttpResponse answer(HttpRequest request) {
    request.discardEntityBytes(system);
    return switch (request.getUri().path()) {
      case "/metrics", "/metrics/" -> HttpResponse.create().withEntity(HttpEntities.create(
          ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8"),
          metrics.scrape().getBytes(StandardCharsets.UTF_8)));
      case "/alive", "/ready" -> HttpResponse.create().withEntity("ok\n");
      default -> HttpResponse.create().withStatus(404).withEntity("Here are /metrics, /alive and /ready.\n");
    };
  }
}
