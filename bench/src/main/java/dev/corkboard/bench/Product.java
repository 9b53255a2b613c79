package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.embedded.LocalPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The product as people start it, {@code ./corkboard up}, in a home of its own and on ports that were free. */
final class Product implements AutoCloseable {
  private static final String PASSWORD = "correct-horse-battery";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Process process;
  private final Path home;
  private final int port;
  private final double startSeconds;

  private Product(Process process, Path home, int port, double startSeconds) {
    this.process = process;
    this.home = home;
    this.port = port;
    this.startSeconds = startSeconds;
  }

  /** In a new home, without demo data. */
  static Product start() throws IOException {
    return start(Files.createTempDirectory("corkboard-bench"));
  }

  /** Returns when it says that it is ready. */
  static Product start(Path home) throws IOException {
    return start(home, Map.of("MANAGEMENT_PORT", "0", "STREAMS_PER_PERSON", "2000"));
  }

  /** The same, with settings. */
  static Product start(Path home, Map<String, String> settings) throws IOException {
    int port = FreePort.any();
    ProcessBuilder builder = new ProcessBuilder(launcher().toString(), "up", "--no-demo");
    builder.environment().keySet().removeAll(List.of("CORKBOARD_MAIN", "CORKBOARD_CLASSES"));
    // What is for the bench is not for the product; a profiler, say, comes by a name of its own.
    builder.environment().put("JAVA_OPTS", System.getenv().getOrDefault("PRODUCT_JAVA_OPTS", ""));
    builder.environment().putAll(Map.of("CORKBOARD_HOME", home.toString(), "HTTP_PORT", Integer.toString(port),
        "ADMIN_PASSWORD", PASSWORD));
    builder.environment().putAll(settings);
    long started = System.nanoTime();
    Process process = builder.redirectError(home.resolve("bench.log").toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitReady(process.inputReader());
    return new Product(process, home, port, (System.nanoTime() - started) / 1e9);
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("Corkboard is ready"))
      line = output.readLine();
    if (line == null) throw new IOException("the product does not start; its home has bench.log");
    Thread.ofVirtual().start(() -> drain(output));
  }

  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null);
    } catch (IOException ended) {
      return;
    }
  }

  private static Path launcher() {
    return root().resolve("corkboard");
  }

  /** Of the sources; bench/run names it. */
  static Path root() {
    return Path.of(System.getenv().getOrDefault("CORKBOARD_ROOT", ".")).toAbsolutePath().normalize();
  }

  /** From the start of the launcher to the line that says so. */
  double startSeconds() {
    return startSeconds;
  }

  Path home() {
    return home;
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  BoardClient signedIn() throws IOException, InterruptedException {
    BoardClient board = anybody();
    board.signIn("admin", PASSWORD);
    return board;
  }

  BoardClient anybody() {
    return new BoardClient("http://127.0.0.1:" + port);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its own PostgreSQL; for whoever closes it. */
  HikariDataSource database(int connections) {
    LocalPostgres postgres = LocalPostgres.open(home);
    return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password()).pool("bench", connections);
  }

  /** The same, with all the time that a statement takes. */
  HikariDataSource patientDatabase() {
    LocalPostgres postgres = LocalPostgres.open(home);
    return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password()).rebuildPool("bench");
  }

  /** CPU time so far, of the service and of PostgreSQL together. */
  double cpuSeconds() {
    return Cpu.of(process.pid()) + databaseCpuSeconds();
  }

  /** CPU time so far, of PostgreSQL alone. */
  double databaseCpuSeconds() {
    return Cpu.ofAll(postgres());
  }

  /** Of the service's process, in MB. */
  double residentMegabytes() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      String line = lines.filter(it -> it.startsWith("VmRSS")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }
  }

  /** The process of its PostgreSQL. */
  long postgres() {
    try (Stream<String> lines = Files.lines(home.resolve("postgres/data/postmaster.pid"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().strip());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Builds the views of the tasks and of their versions anew, and waits until all views have all of the journal. */
  void rebuildTasks() throws IOException, InterruptedException {
    for (String view : List.of("tasks", "task_versions")) {
      signedIn().send("POST", "/api/admin/projections/" + view + "/rebuild", null, Map.of());
      awaitBuilt();
    }
    awaitViews();
  }

  /** Waits until no view is being built; others may write meanwhile. */
  void awaitBuilt() throws IOException, InterruptedException {
    await(view -> view.get("state").textValue().equals("running"), "no view is built again");
  }

  void awaitViews() throws IOException, InterruptedException {
    await(view -> view.get("state").textValue().equals("running") && view.get("lag_events").longValue() == 0,
        "the views are up to date");
  }

  private void await(Predicate<JsonNode> reached, String what) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    BoardClient board = signedIn();
    while (!board.get("/api/admin/projections").body().get("results").valueStream().allMatch(reached)) {
      if (System.nanoTime() > deadline) throw new IOException("not in time: " + what);
      LockSupport.parkNanos(500_000_000);
    }
  }

  /** Ends it, and keeps its home. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stop();
    Folders.delete(home);
  }
}
