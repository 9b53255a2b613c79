package dev.corkboard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the service says of itself on its management port. */
final class ServiceMetrics {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;

  ServiceMetrics(int port) {
    request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
        .timeout(Duration.ofSeconds(5)).build();
  }

  /** One look. */
  record Seen(double heap, double received, double answers, double streams, double connections, double pause,
      double paused) {

    static final Seen NOTHING = new Seen(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
        Double.NaN);

    boolean isCalm() {
      return received == 0 && answers == 0 && streams == 0;
    }
  }

  /** Empty if there was no answer in time. */
  Optional<Seen> look() {
    try {
      List<String> lines = http.send(request, BodyHandlers.ofString()).body().lines().toList();
      return Optional.of(new Seen(sum(lines, "jvm_memory_used_bytes{area=\"heap\""),
          sum(lines, "corkboard_http_received_bytes"), sum(lines, "corkboard_answers_bytes"),
          sum(lines, "corkboard_changes_streams"), sum(lines, "corkboard_http_connections "),
          lines.stream().filter(line -> line.startsWith("jvm_gc_pause_seconds_max")).mapToDouble(ServiceMetrics::value)
              .max().orElse(0),
          sum(lines, "jvm_gc_pause_seconds_sum")));
    } catch (IOException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static double sum(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).mapToDouble(ServiceMetrics::value).sum();
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** The highest of many looks. */
  static final class Highest {
    private Seen most = new Seen(0, 0, 0, 0, 0, 0, 0);

    void saw(Seen seen) {
      most = new Seen(higher(seen, Seen::heap), higher(seen, Seen::received), higher(seen, Seen::answers),
          higher(seen, Seen::streams), higher(seen, Seen::connections), higher(seen, Seen::pause),
          higher(seen, Seen::paused));
    }

    double heapMegabytes() {
      return most.heap / 1e6;
    }

    double received() {
      return most.received;
    }

    double answers() {
      return most.answers;
    }

    double streams() {
      return most.streams;
    }

    double connections() {
      return most.connections;
    }

    double pauseSeconds() {
      return most.pause;
    }

    double pausedSeconds() {
      return most.paused;
    }

    private double higher(Seen seen, ToDoubleFunction<Seen> of) {
      return Math.max(of.applyAsDouble(most), of.applyAsDouble(seen));
    }
  }
}
