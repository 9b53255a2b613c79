package dev.corkboard.bench;

import dev.corkboard.service.embedded.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code corkboard serve} as a process that can be killed and started again. */
final class ServiceNode implements AutoCloseable {
  static final String ADMIN = "bench";
  private static final String PASSWORD = "correct-horse-battery";
  private static final Duration START = Duration.ofSeconds(120);

  /** Where it finds the others. */
  record Backends(String jdbcUrl, String redisUrl, String amqpUrl, int smtpPort) {}

  private final Map<String, String> environment = new HashMap<>();
  private final Path log;
  private final String url;
  private Process process;

  ServiceNode(LocalStack stack, Backends backends, Path log) throws IOException, InterruptedException {
    int port = FreePort.any();
    this.log = log;
    this.url = "http://127.0.0.1:" + port;
    environment
        .putAll(Map.of("DB_URL", backends.jdbcUrl(), "DB_USER", stack.dbUser(), "DB_PASSWORD", stack.dbPassword(),
            "REDIS_URL", backends.redisUrl(), "RABBITMQ_URL", backends.amqpUrl(), "SMTP_HOST", "127.0.0.1",
            "SMTP_PORT", Integer.toString(backends.smtpPort()), "HTTP_PORT", Integer.toString(port), "MANAGEMENT_PORT",
            "0"));
    environment.put("ADMIN_PASSWORD", PASSWORD);
    environment.put("JAVA_OPTS", "");
    if (run("create-admin", ADMIN, "bench@example.org").waitFor() != 0) throw new IOException("see " + log);
    start();
    awaitReady();
  }

  void start() throws IOException {
    process = run("serve");
  }

  void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) throw new IOException("it does not start, see " + log);
      LockSupport.parkNanos(100_000_000);
    }
  }

  /** The launcher becomes the service. */
  long pid() {
    return process.pid();
  }

  /** Returns when it is dead. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  BoardClient signedIn() throws IOException, InterruptedException {
    BoardClient board = new BoardClient(url);
    board.signIn(ADMIN, PASSWORD);
    return board;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) kill();
  }

  private boolean answers() throws InterruptedException {
    try {
      signedIn();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Process run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Product.root().resolve("corkboard").toString());
    builder.command().addAll(List.of(command));
    builder.environment().keySet().removeAll(List.of("CORKBOARD_MAIN", "CORKBOARD_CLASSES"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }
}
