package dev.corkboard.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
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
  private final Executor blocking;
  private final Optional<ContactPoint> contactPoint;
  private final AtomicBoolean serving = new AtomicBoolean();

  /** Answers another node that looks for this one. */
  interface ContactPoint {
    CompletionStage<HttpResponse> answer(HttpRequest request) throws Exception;
  }

  ManagementServer(ActorSystem<?> system, PrometheusMeterRegistry metrics, Executor blocking,
      Optional<ContactPoint> contactPoint) {
    this.system = system;
    this.metrics = metrics;
    this.blocking = blocking;
    this.contactPoint = contactPoint;
  }

  /** Binds the port and answers which one it is. */
  int start(String host, int port) throws InterruptedException, ExecutionException {
    ServerBinding binding = Http.get(system).newServerAt(host, port).bind(this::respond).toCompletableFuture().get();
    // Late, so that /ready can tell that the node is stopping.
    Shutdown.in(system, CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "management",
        () -> binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().join());
    return binding.localAddress().getPort();
  }

  /** From now on clients are served too; until then the node is not ready. */
  void serving() {
    serving.set(true);
  }

  private CompletionStage<HttpResponse> respond(HttpRequest request) throws Exception {
    boolean looking = contactPoint.isPresent() && request.getUri().path().startsWith("/bootstrap/");
    return looking
        ? contactPoint.get().answer(request)
        : CompletableFuture.supplyAsync(() -> answer(request), blocking);
  }

  private boolean isReady() {
    return serving.get() && Cluster.get(system).selfMember().status().equals(MemberStatus.up())
        && CoordinatedShutdown.get(system).getShutdownReason().isEmpty();
  }

  private HttpResponse answer(HttpRequest request) {
    request.discardEntityBytes(system);
    return switch (request.getUri().path()) {
      case "/metrics", "/metrics/" -> HttpResponse.create().withEntity(HttpEntities.create(
          ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8"),
          metrics.scrape().getBytes(StandardCharsets.UTF_8)));
      case "/alive" -> HttpResponse.create().withEntity("ok\n");
      case "/ready" -> isReady()
          ? HttpResponse.create().withEntity("ok\n")
          : HttpResponse.create().withStatus(503).withEntity("not in the cluster, not open yet, or stopping\n");
      default -> HttpResponse.create().withStatus(404).withEntity("Here are /metrics, /alive and /ready.\n");
    };
  }
}
