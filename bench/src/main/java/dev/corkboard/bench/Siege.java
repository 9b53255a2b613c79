package dev.corkboard.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What others do to one person who reads, when all of them do at once what would end a process that is bounded by counts
 * only. Ends with 1 if the product ends, a read fails or the slowest hundredth takes too long.
 */
@Command(name = "siege", mixinStandardHelpOptions = true, description = {
    "Attacks the product in every way at once while one person reads: 500 slow bodies, 2,000 streams of one account,",
    "100 clients that guess passwords, 200 readers that take a byte a second of the largest pages, 100 slow heads.",
    "Ends with 1 if the product ends, a read fails, or the 99th percentile of the reads is 300 ms or more."})
final class Siege implements Callable<Integer> {
  private static final double SLOWEST_MILLIS = 300;
  private static final Duration LOOKS = Duration.ofSeconds(2);
  private static final Duration RENEWAL = Duration.ofMinutes(4);
  /** What takes an answer too slowly is cut off after 42 s at most. */
  private static final Duration UNTIL_CALM = Duration.ofSeconds(90);

  @Option(names = "--minutes", description = "How long it lasts (10).")
  private double minutes = 10;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write the figures (bench/target/siege.json).")
  private Path json = Product.root().resolve("bench/target/siege.json");

  @Option(names = "--keep", description = "Keep the product's folder, with its log.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Path home = Files.createTempDirectory("corkboard-siege");
    int management = FreePort.any();
    Product product = Product.start(home, Map.of("TRUSTED_PROXIES", "127.0.0.1", "MANAGEMENT_PORT",
        Integer.toString(management), "STREAMS_PER_PERSON", "20", "LOG_LEVEL", "WARN"));
    try {
      return run(product, new ServiceMetrics(management));
    } finally {
      product.stop();
      if (keep) {
        System.out.println("The product's folder: " + home);
      } else {
        Folders.delete(home);
      }
    }
  }

  private int run(Product product, ServiceMetrics metrics) throws Exception {
    SiegeBoard board = SiegeBoard.fill(product);
    Reader reader = new Reader(product.address(), board);
    ServiceMetrics.Highest highest = new ServiceMetrics.Highest();
    long postgres = product.postgres();
    Attackers attackers = new Attackers(product.address(), Attack.all(board));
    System.out.println("attacking process " + product.pid() + " for " + minutes + " minutes ...");
    long started = System.nanoTime();
    long end = started + (long) (minutes * 60e9);
    long renewed = started;
    double cpu = product.cpuSeconds();
    attackers.start();
    reader.start(end);
    while (System.nanoTime() < end && product.isAlive()) {
      LockSupport.parkNanos(LOOKS.toNanos());
      metrics.look().ifPresent(highest::saw);
      if (System.nanoTime() - renewed > RENEWAL.toNanos()) {
        board.renew();
        renewed = System.nanoTime();
      }
    }
    reader.await();
    double seconds = (System.nanoTime() - started) / 1e9;
    double used = (product.isAlive() ? product.cpuSeconds() - cpu : Double.NaN) / seconds;
    attackers.stop();
    attackers.outcomes().forEach(System.out::println);
    reader.byStretch()
        .forEach((number, figures) -> System.out.println("reads of half minute " + number + ": " + figures));
    reader.faults().forEach(fault -> System.out.println("FAULT " + fault));
    ServiceMetrics.Seen after = calm(product, metrics);
    boolean lives = product.isAlive() && product.postgres() == postgres;
    List<Row> rows = rows(reader, highest, lives, used, after);
    Report report = new Report();
    report.add("siege", rows);
    report.print(System.out);
    report.write(json,
        new Scale(1, Duration.ofMillis((long) (minutes * 60_000)), 0, List.of(), 0, List.of(), List.of()));
    return rows.stream().allMatch(row -> row.holds().orElse(true)) ? 0 : 1;
  }

  /** Waits until what was held for the attackers has been given back. */
  private static ServiceMetrics.Seen calm(Product product, ServiceMetrics metrics) {
    long end = System.nanoTime() + UNTIL_CALM.toNanos();
    ServiceMetrics.Seen last = metrics.look().orElse(ServiceMetrics.Seen.NOTHING);
    while (product.isAlive() && !last.isCalm() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOKS.toNanos());
      last = metrics.look().orElse(last);
    }
    return last;
  }

  private static List<Row> rows(Reader reader, ServiceMetrics.Highest highest, boolean lives, double cpu,
      ServiceMetrics.Seen after) {
    List<Row> rows = new ArrayList<>();
    rows.add(Row.of("the same processes live at the end", lives ? 1 : 0, "").atLeast(1));
    rows.add(Row.of("reads", reader.reads().count(), ""));
    rows.add(Row.of("reads that failed", reader.faults().size(), "").atMost(0));
    rows.add(Row.of("read, 50th percentile", reader.reads().percentile(0.5), "ms"));
    rows.add(Row.of("read, 99th percentile", reader.reads().percentile(0.99), "ms").atMost(SLOWEST_MILLIS));
    rows.add(Row.of("read, slowest", reader.reads().percentile(1), "ms"));
    reader.byPath().forEach((path, figures) -> rows.add(Row.of("99th of " + path, figures.percentile(0.99), "ms")));
    rows.add(Row.of("sign-ins of the person, 200", reader.signIns().count(), ""));
    rows.add(Row.of("sign-ins of the person, refused", reader.signInsRefused(), ""));
    rows.add(Row.of("sign-in, 50th percentile", reader.signIns().percentile(0.5), "ms"));
    rows.add(Row.of("heap, most", highest.heapMegabytes(), "MB"));
    rows.add(Row.of("received bytes, most", highest.received() / 1e6, "MB"));
    rows.add(Row.of("bytes of answers, most", highest.answers() / 1e6, "MB"));
    rows.add(Row.of("streams, most", highest.streams(), ""));
    rows.add(Row.of("connections, most", highest.connections(), ""));
    rows.add(Row.of("pause of the collector, longest", highest.pauseSeconds() * 1000, "ms"));
    rows.add(Row.of("time in pauses of the collector", highest.pausedSeconds(), "s"));
    rows.add(Row.of("processors used by the product", cpu, ""));
    rows.add(Row.of("received bytes afterwards", after.received(), "B").atMost(0));
    rows.add(Row.of("bytes of answers afterwards", after.answers(), "B").atMost(0));
    rows.add(Row.of("streams afterwards", after.streams(), "").atMost(0));
    return rows;
  }
}
