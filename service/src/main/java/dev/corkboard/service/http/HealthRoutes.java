package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corkboard.readmodel.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the process answers, and whether the parts that it needs do. */
public final class HealthRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
  private static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

  /** Asks one part whether it works; an exception says that it does not, and why. */
  public interface Check {
    void run() throws Exception;
  }

  /**
   * The parts: the service cannot do without the database; without the others it does less.
   */
  public record Checks(Check database, Check redis, Check rabbitmq, Check projections) {}

  private record Health(String status, String version) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Result(String status, double latencyMs, String detail) {}

  private record Smoke(String status, Map<String, Result> checks) {}

  private final String version;
  private final Checks checks;
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public HealthRoutes(String version, Checks checks) {
    this.version = version;
    this.checks = checks;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/healthcheck", OPEN, call -> Answer.ok(new Health("ok", version))),
        Endpoint.get("/smoketests", OPEN, call -> smoketests()));
  }

  private Answer smoketests() {
    Map<String, CompletableFuture<Result>> running = new LinkedHashMap<>();
    running.put("database", start("database", checks.database()));
    running.put("redis", start("redis", checks.redis()));
    running.put("rabbitmq", start("rabbitmq", checks.rabbitmq()));
    running.put("projections", start("projections", checks.projections()));
    Map<String, Result> results = new LinkedHashMap<>();
    running.forEach((part, result) -> results.put(part, result.join()));
    boolean down = !results.get("database").status().equals("ok");
    boolean degraded = results.values().stream().anyMatch(result -> !result.status().equals("ok"));
    Smoke smoke = new Smoke(down ? "down" : degraded ? "degraded" : "ok", results);
    Answer answer = Answer.json(down ? 503 : 200, Json.bytes(smoke));
    return down ? answer.with("Retry-After", "5") : answer;
  }

  private CompletableFuture<Result> start(String part, Check check) {
    return CompletableFuture.supplyAsync(() -> result(part, check), threads);
  }

  private Result result(String part, Check check) {
    long started = System.nanoTime();
    try {
      CompletableFuture.runAsync(() -> {
        try {
          check.run();
        } catch (Exception failed) {
          throw new IllegalStateException(failed);
        }
      }, threads).get(LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
      if (down.remove(part)) LOG.info("{} passes its check again", part);
      return new Result("ok", millisSince(started), null);
    } catch (TimeoutException slow) {
      failed(part, "no answer within " + LONGEST_CHECK.toSeconds() + " s");
      return new Result("down", millisSince(started), "No answer within " + LONGEST_CHECK.toSeconds() + " s.");
    } catch (ExecutionException failed) {
      failed(part, reason(failed));
      return new Result("down", millisSince(started), "It does not answer as it should; the log says more.");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Result("down", millisSince(started), "The service is stopping.");
    }
  }

  /** Told when it goes down, and not again at each call until it is back. */
  private void failed(String part, String why) {
    if (down.add(part)) LOG.warn("{} fails its check: {}", part, why);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root)
      root = root.getCause();
    return root.toString();
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 10_000 / 100.0;
  }
}
