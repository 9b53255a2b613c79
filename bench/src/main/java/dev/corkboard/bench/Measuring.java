package dev.corkboard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts a product under one kind of requests at a time, and collects rates, latencies and CPU. */
final class Measuring {
  private final Product product;
  private final Rounds rounds;
  private final Duration time;

  Measuring(Product product, Rounds rounds, Duration time) {
    this.product = product;
    this.rounds = rounds;
    this.time = time;
  }

  Product product() {
    return product;
  }

  static String rate(String name, int connections) {
    return name + ", " + connections + " conn";
  }

  static String median(String name, int connections) {
    return rate(name, connections) + ", p50";
  }

  static String slowest(String name, int connections) {
    return rate(name, connections) + ", p99";
  }

  static String cpu(String name, int connections) {
    return rate(name, connections) + ", CPU";
  }

  static String databaseCpu(String name, int connections) {
    return cpu(name, connections) + " of it PostgreSQL";
  }

  /** An answer that is no success makes the figures void. */
  Load.Outcome measure(String name, int connections, Supplier<Optional<byte[]>> requests) throws IOException {
    return measure(name, connections, begun -> load(connections).run(requests, begun));
  }

  /** Each of them once, or as many as there is time for. */
  Load.Outcome measureAll(String name, int connections, Iterator<byte[]> requests) throws IOException {
    return measure(name, connections, begun -> load(connections)
        .runAll(() -> requests.hasNext() ? Optional.of(requests.next()) : Optional.empty(), begun));
  }

  private Load load(int connections) {
    return new Load(product.address(), connections, time);
  }

  private interface Loading {
    Load.Outcome run(Runnable begun) throws IOException;
  }

  private Load.Outcome measure(String name, int connections, Loading load) throws IOException {
    double[] cpu = new double[2];
    long[] begun = new long[1];
    Load.Outcome outcome = load.run(() -> {
      cpu[0] = product.cpuSeconds();
      cpu[1] = product.databaseCpuSeconds();
      begun[0] = System.nanoTime();
    });
    double seconds = (System.nanoTime() - begun[0]) / 1e9;
    double micros = 1e6 / (outcome.answers() * seconds);
    rounds.add(cpu(name, connections), (product.cpuSeconds() - cpu[0]) * micros);
    rounds.add(databaseCpu(name, connections), (product.databaseCpuSeconds() - cpu[1]) * micros);
    if (outcome.failures() > 0) throw new IOException(name + ": " + outcome.failures() + " answers were no success");
    rounds.add(rate(name, connections), outcome.answers());
    rounds.add(median(name, connections), outcome.latency().percentile(0.5));
    rounds.add(slowest(name, connections), outcome.latency().percentile(0.99));
    rounds.add("load's own CPU", outcome.ownMicros());
    return outcome;
  }
}
