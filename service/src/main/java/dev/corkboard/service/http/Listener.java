package dev.corkboard.service.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.TLSProtocol.SslTlsInbound;
import org.apache.pekko.stream.TLSProtocol.SslTlsOutbound;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.TLSPlacebo;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes connections on a port and speaks HTTP on each, behind a {@link ConnectionGuard}. */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration SWEEPS = Duration.ofSeconds(1);
  private static final Duration LOOKS = Duration.ofMillis(20);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final ServerSettings settings;
  private final Connections connections;
  private final RawAnswers answers;
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;
  private final BidiFlow<HttpResponse, ByteString, ByteString, HttpRequest, NotUsed> http;
  private Optional<Tcp.ServerBinding> binding = Optional.empty();
  private Optional<Cancellable> sweeps = Optional.empty();

  Listener(ActorSystem<?> system, ServerSettings settings, Connections connections, RawAnswers answers,
      Function<HttpRequest, CompletionStage<HttpResponse>> handler) {
    this.system = system;
    this.settings = settings;
    this.connections = connections;
    this.answers = answers;
    this.handler = handler;
    this.http = Http.get(system).serverLayer(settings).atop(plain());
  }

  /** Session bytes are what comes in over TLS. */
  @SuppressWarnings("unchecked")
  private static BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed> plain() {
    BidiFlow<SslTlsOutbound, ByteString, ByteString, ? extends SslTlsInbound, NotUsed> plain = TLSPlacebo
        .getInstance();
    return (BidiFlow<SslTlsOutbound, ByteString, ByteString, SslTlsInbound, NotUsed>) plain;
  }

  int start(String host, int port) throws InterruptedException, ExecutionException {
    Tcp.ServerBinding bound = Tcp.get(system)
        .bind(host, port, settings.getBacklog(), List.of(), true, Optional.empty())
        .to(Sink.foreach(this::accept)).run(system).toCompletableFuture().get();
    binding = Optional.of(bound);
    sweeps = Optional.of(system.scheduler().scheduleWithFixedDelay(SWEEPS, SWEEPS, connections::sweep,
        system.executionContext()));
    return bound.localAddress().getPort();
  }

  /** Takes no more connections, and lets what runs on the others finish. */
  void close() {
    binding.ifPresent(bound -> bound.unbind().toCompletableFuture().join());
    connections.end();
    long end = System.nanoTime() + LAST_ANSWERS.toNanos();
    while (connections.count() > 0 && System.nanoTime() < end)
      LockSupport.parkNanos(LOOKS.toNanos());
    connections.abandon();
    sweeps.ifPresent(Cancellable::cancel);
  }

  /** Whatever goes wrong with one connection, the next is taken. */
  private void accept(Tcp.IncomingConnection incoming) {
    Optional<Connection> place = connections.admit(incoming.remoteAddress());
    try {
      incoming.handleWith(place.map(this::flow).orElseGet(this::refusal), system);
    } catch (RuntimeException failed) {
      place.ifPresent(connections::closed);
      LOG.warn("a connection was not served", failed);
    }
  }

  private Flow<ByteString, ByteString, NotUsed> refusal() {
    return Flow.fromSinkAndSource(Sink.cancelled(), Source.single(answers.noPlace()));
  }

  private Flow<ByteString, ByteString, NotUsed> flow(Connection connection) {
    ConnectionGuard guard = new ConnectionGuard(connection, answers, () -> connections.closed(connection));
    return Flow.of(HttpRequest.class).map(connection::began).mapAsync(1, handler::apply).map(connection::answered)
        .join(http.atop(BidiFlow.fromGraph(guard)));
  }
}
