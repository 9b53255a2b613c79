package dev.corkboard.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Serves the metrics, and nodes that look for each other, on a port of their own, which clients never reach. */
final class ManagementServer {
  private final ActorSystem<?> system;
  private final PrometheusMeterRegistry metrics;
  private final Optional<ContactPoint> contactPoint;

  /** Answers another node that looks for this one. */
  interface ContactPoint {
    CompletionStage<HttpResponse> answer(HttpRequest request) throws Exception;
  }

  ManagementServer(ActorSystem<?> system, PrometheusMeterRegistry metrics, Optional<ContactPoint> contactPoint) {
    this.system = system;
    this.metrics = metrics;
    this.contactPoint = contactPoint;
  }

  /** Binds the port and answers which one it is. */
  int start(String host, int port) throws InterruptedException, ExecutionException {
    ServerBinding binding = Http.get(system).newServerAt(host, port).bind(this::respond).toCompletableFuture().get();
    binding.addToCoordinatedShutdown(Duration.ofSeconds(1), system);
    return binding.localAddress().getPort();
  }

  private CompletionStage<HttpResponse> respond(HttpRequest request) throws Exception {
    boolean looking = contactPoint.isPresent() && request.getUri().path().startsWith("/bootstrap/");
    return looking ? contactPoint.get().answer(request) : CompletableFuture.completedStage(answer(request));
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
