package dev.corkboard.service.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one log line a request and counts it by route and status. */
public final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger("access");

  private record Key(String route, int status) {}

  private final MeterRegistry metrics;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  public Requests(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void done(String route, HttpRequest request, int status, String user, long nanos) {
    timers.computeIfAbsent(new Key(route, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    if (LOG.isInfoEnabled()) {
      LOG.info("{} route=\"{}\" status={} user={} ms={}", request.method().value(), route, status, user,
          nanos / 10_000 / 100.0);
    }
  }

  private Timer timer(Key key) {
    return Timer.builder("corkboard.http.requests").description("Requests answered, by route and status")
        .tag("route", key.route()).tag("status", Integer.toString(key.status())).register(metrics);
  }
}
