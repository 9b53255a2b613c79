package dev.corkboard.service.http;

import static net.logstash.logback.argument.StructuredArguments.value;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one log line a request and counts it by route and status. */
public final class Requests {
  /** Where there is no endpoint, or no request that could be understood. */
  static final String NO_ROUTE = "none";
  static final String NOBODY = "-";

  private static final Logger LOG = LoggerFactory.getLogger("access");
  /** Few, as each is a figure for each route and status. */
  private static final Duration[] BORDERS = Stream.of(10, 50, 100, 300, 1000, 3000).map(Duration::ofMillis)
      .toArray(Duration[]::new);

  private record Key(String route, int status) {}

  private final MeterRegistry metrics;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  public Requests(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** The log line is marked with the request by the caller; in JSON each value is a field of its own. */
  void done(String route, String method, int status, String user, long nanos) {
    timers.computeIfAbsent(new Key(route, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    if (LOG.isInfoEnabled()) {
      LOG.info("{} route=\"{}\" status={} user={} ms={}", value("method", method), value("route", route),
          value("status", status), value("user", user), value("ms", nanos / 10_000 / 100.0));
    }
  }

  /** What is on its way to clients. */
  void watch(Outgoing outgoing) {
    Gauge.builder("corkboard.answers.bytes", outgoing, Outgoing::held).register(metrics);
    FunctionCounter.builder("corkboard.answers.refused", outgoing, Outgoing::refused).register(metrics);
    FunctionCounter.builder("corkboard.answers.cut", outgoing, Outgoing::cut).register(metrics);
  }

  /** What is being received, and by how many connections. */
  void watch(ReceivedBytes received, Connections connections) {
    Gauge.builder("corkboard.http.received.bytes", received, ReceivedBytes::held).register(metrics);
    FunctionCounter.builder("corkboard.http.overloaded", received, ReceivedBytes::refused).register(metrics);
    Gauge.builder("corkboard.http.connections", connections, Connections::count).register(metrics);
    FunctionCounter.builder("corkboard.http.connections.refused", connections, Connections::refused).register(metrics);
  }

  private Timer timer(Key key) {
    return Timer.builder("corkboard.http.requests").description("Requests answered, by route and status")
        .serviceLevelObjectives(BORDERS).tag("route", key.route()).tag("status", Integer.toString(key.status()))
        .register(metrics);
  }
}
