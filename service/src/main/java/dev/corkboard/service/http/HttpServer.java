package dev.corkboard.service.http;

import dev.corkboard.readmodel.Cause;
import dev.corkboard.readmodel.Deadline;
import dev.corkboard.service.http.Router.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.TimeoutAccess;
import org.apache.pekko.http.javadsl.settings.ParserSettings;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC.MDCCloseable;

/**
 * Serves endpoints over HTTP. What all of them share happens here once and in this order: request id, route, rights,
 * media types, body, parameters; then the endpoint, on a virtual thread; then the log line and the metric.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int MOST_RUNNING = 1_000;
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** What is not stored by then is not stored any more: docs/architecture.md, "Timeouts". */
  private static final Duration STORED_WITHIN = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final HttpSettings settings;
  private final Bodies bodies;
  private final Router router;
  private final Authenticator authenticator;
  private final Addresses addresses;
  private final LocalRequests locals;
  private final Requests requests;
  private final Outgoing outgoing;
  private final Cors cors;
  private final SharedHeaders shared;
  private final ReceivedBytes received = ReceivedBytes.ofHeap();
  private final Semaphore running = new Semaphore(MOST_RUNNING);
  private final InstantSource clock;
  private final ExecutorService threads = Executors
      .newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
  private Optional<Listener> listener = Optional.empty();

  public HttpServer(ActorSystem<?> system, HttpSettings settings, List<Endpoint> endpoints, Authenticator authenticator,
      Addresses addresses, Requests requests, InstantSource clock) {
    this(system, settings, endpoints, authenticator, addresses, requests, clock, Outgoing.ofHeap(system));
  }

  HttpServer(ActorSystem<?> system, HttpSettings settings, List<Endpoint> endpoints, Authenticator authenticator,
      Addresses addresses, Requests requests, InstantSource clock, Outgoing outgoing) {
    this.system = system;
    this.settings = settings;
    this.bodies = new Bodies(system, settings.maxBody());
    this.router = new Router(endpoints);
    this.authenticator = authenticator;
    this.addresses = addresses;
    this.locals = new LocalRequests(settings.publicUrl());
    this.requests = requests;
    this.outgoing = outgoing;
    requests.watch(outgoing);
    this.cors = new Cors(settings.corsOrigins());
    this.shared = new SharedHeaders(cors, settings.publicUrl());
    this.clock = clock;
  }

  /** Binds the port and answers which one it is. */
  public int start() throws InterruptedException, ExecutionException {
    ServerSettings pekko = pekkoSettings();
    Connections connections = new Connections(Connections.Limits.of(pekko), addresses::isShared, received);
    requests.watch(received, connections);
    Listener opened = new Listener(system, pekko, connections, new RawAnswers(requests, shared), this::serve);
    listener = Optional.of(opened);
    return opened.start(settings.host(), settings.port());
  }

  private ServerSettings pekkoSettings() {
    ServerSettings configured = ServerSettings.create(system.settings().config());
    ParserSettings parser = configured.getParserSettings().withMaxChunkSize((int) settings.maxBody());
    return configured.withParserSettings(MediaTypes.keepingCharsets(parser));
  }

  /** Takes no more connections, and lets what runs finish. */
  @Override
  public void close() {
    listener.ifPresent(Listener::close);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(LONGEST_END.toSeconds(), TimeUnit.SECONDS))
        LOG.warn("Requests are given up that do not end");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private CompletionStage<HttpResponse> serve(HttpRequest request) {
    String requestId = RequestId.of(request);
    Exchange exchange = new Exchange();
    request.getHeader(TimeoutAccess.class).ifPresent(
        access -> access.timeoutAccess().updateHandler(late -> tooLate(late, requestId, exchange)));
    RequestBytes held = RequestBytes.of(request);
    return CompletableFuture.supplyAsync(() -> {
      try (held; MDCCloseable cause = Cause.of(requestId)) {
        return respond(request, requestId, exchange);
      }
    }, threads);
  }

  /** The client gets this; what the endpoint still answers is not sent any more. */
  private HttpResponse tooLate(HttpRequest request, String requestId, Exchange exchange) {
    try (MDCCloseable cause = Cause.of(requestId)) {
      done(exchange, request, 503);
      Answer answer = Problem.unavailable("The answer took too long; the outcome is unknown.").answer();
      return shared.on(Responses.of(answer, request, requestId), request);
    }
  }

  private HttpResponse respond(HttpRequest request, String requestId, Exchange exchange) {
    Answer answer;
    try {
      answer = answer(request, requestId, exchange);
    } catch (Throwable failure) {
      answer = Failures.problem(failure, request).answer();
    }
    if (!exchange.bodyRead) drop(request);
    HttpResponse response = shared.on(
        admitted(request, Responses.of(answer, request, requestId), requestId, exchange), request);
    exchange.room.ifPresent(Outgoing.Room::close);
    done(exchange, request, response.status().intValue());
    return response;
  }

  private HttpResponse admitted(HttpRequest request, HttpResponse response, String requestId, Exchange exchange) {
    if (exchange.room.isPresent() && response.status().isSuccess())
      return outgoing.admit(response, exchange.room.get());
    return outgoing.admit(response, client(request, exchange))
        .orElseGet(() -> Responses.of(Problem.noRoom().answer(), request, requestId));
  }

  private String client(HttpRequest request, Exchange exchange) {
    return exchange.user.equals(Requests.NOBODY) ? addresses.of(request) : exchange.user;
  }

  /** One line and one count for each request: the first answer is the one that is sent. */
  private void done(Exchange exchange, HttpRequest request, int status) {
    long nanos = System.nanoTime() - exchange.started;
    if (exchange.answered.compareAndSet(false, true)) {
      requests.done(exchange.route, request.method().value(), status, exchange.user, nanos);
    } else {
      LOG.info("{} would have been answered with {} after {} ms", exchange.route, status, nanos / 1_000_000);
    }
  }

  private void drop(HttpRequest request) {
    try {
      bodies.drop(request);
    } catch (Exception broken) {
      LOG.debug("a body that was not wanted did not come whole", broken);
    }
  }

  private Answer answer(HttpRequest request, String requestId, Exchange exchange) throws Exception {
    if (Headers.areTooLarge(request)) return Headers.tooLarge().answer();
    if (cors.isPreflight(request)) return Answer.noContent();
    Optional<List<String>> path = PathSegments.of(request.getUri());
    Route route = path.<Route>map(segments -> router.find(request.method(), segments)).orElse(new Route.Nowhere());
    return switch (route) {
      case Route.Nowhere() -> Problem.notFound().answer();
      case Route.WrongMethod(List<String> allowed) -> Problem.of(405, "method-not-allowed", "Not with this method.")
          .with("Allow", String.join(", ", allowed)).answer();
      case Route.Found(Endpoint endpoint, List<String> variables) -> {
        exchange.route = endpoint.name();
        yield call(endpoint, variables, request, requestId, exchange);
      }
    };
  }

  private Answer call(Endpoint endpoint, List<String> variables, HttpRequest request, String requestId,
      Exchange exchange) throws Exception {
    Optional<Principal> principal = Optional.empty();
    boolean local = endpoint.right() == Right.LOCAL && locals.isLocal(request);
    if (endpoint.right() != Right.OPEN && !local) {
      principal = Credentials.token(request).flatMap(authenticator::authenticate);
      if (principal.isEmpty() && endpoint.right() == Right.LOCAL && locals.isOfForeignPage(request)) {
        return Problem.of(403, "forbidden", "Not for pages of another site.").answer();
      }
      boolean cookie = endpoint.right() == Right.SESSION && request.getHeader("Cookie").isPresent();
      if (principal.isEmpty() && !cookie) return Problem.needsToken().answer();
      if (principal.isPresent()) exchange.user = principal.get().username().value();
      if (principal.isPresent()) RequestBytes.of(request).belongsTo(exchange.user);
      boolean forAdmins = endpoint.right() == Right.ADMIN || endpoint.right() == Right.LOCAL;
      if (forAdmins && !principal.get().admin()) {
        return Problem.of(403, "forbidden", "Administrators only.").answer();
      }
    }
    Optional<Problem> media = MediaTypes.problem(request, endpoint);
    if (media.isPresent()) return media.get().answer();
    exchange.bodyRead = true;
    // The time for the answer is counted from the end of the body, or from the beginning if the body was there then.
    Duration spent = Duration.ofNanos(System.nanoTime() - exchange.started);
    byte[] body = bodies.whole(request, endpoint);
    Deadline deadline = Deadline.in(STORED_WITHIN.minus(spent), clock);
    if (endpoint.largestAnswer() > 0) {
      exchange.room = outgoing.reserve(client(request, exchange), endpoint.largestAnswer());
      if (exchange.room.isEmpty()) return Problem.noRoom().answer();
    }
    Query query = Query.of(request, endpoint);
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String address = addresses.of(request);
    Call call = new Call(request, variables, principal, requestId, address, at, query, body);
    return switch (query.checked(call)) {
      case Parsed.Bad<Call>(Problem problem) -> problem.answer();
      case Parsed.Good<Call> good -> deadline.during(() -> run(endpoint, good.value()));
    };
  }

  /** A thread costs little, but not what it works on. */
  private Answer run(Endpoint endpoint, Call call) throws Exception {
    if (!running.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) throw new Failures.Overloaded();
    try {
      return endpoint.handler().handle(call);
    } finally {
      running.release();
    }
  }

  /** What is found out about a request on the way, for the log line. */
  private static final class Exchange {
    private final long started = System.nanoTime();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile String route = Requests.NO_ROUTE;
    private volatile String user = Requests.NOBODY;
    private boolean bodyRead;
    private Optional<Outgoing.Room> room = Optional.empty();
  }
}
