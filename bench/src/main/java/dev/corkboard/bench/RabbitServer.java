package dev.corkboard.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A RabbitMQ of our own on loopback, from Debian's package, which can be stopped and started again with its data. */
final class RabbitServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder = Files.createTempDirectory("corkboard-rabbit");
  private final int port = FreePort.any();
  private final Map<String, String> environment;
  private Process process;

  RabbitServer() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("log"));
    Files.writeString(folder.resolve("plugins"), "[].");
    environment = Map.ofEntries(Map.entry("ERL_EPMD_PORT", Integer.toString(FreePort.any())),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_NODENAME", "bench-" + port + "@localhost"),
        Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"), Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
        Map.entry("RABBITMQ_DIST_PORT", Integer.toString(FreePort.any())),
        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
        Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
        Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
        Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"), Map.entry("HOME", folder.toString()));
    own();
    start();
  }

  String url() {
    return "amqp://guest:guest@127.0.0.1:" + port;
  }

  void start() throws IOException {
    process = run("/usr/sbin/rabbitmq-server");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline)
        throw new IOException("RabbitMQ did not start: " + folder);
      LockSupport.parkNanos(200_000_000);
    }
  }

  void stop() throws IOException, InterruptedException {
    run("/usr/sbin/rabbitmqctl", "-q", "stop").waitFor(60, TimeUnit.SECONDS);
    if (!process.waitFor(30, TimeUnit.SECONDS)) throw new IOException("RabbitMQ did not stop");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) stop();
    run("epmd", "-port", environment.get("ERL_EPMD_PORT"), "-kill").waitFor(10, TimeUnit.SECONDS);
    Folders.delete(folder);
  }

  /** The package's scripts give up root's rights. */
  private void own() throws IOException, InterruptedException {
    if (!System.getProperty("user.name").equals("root")) return;
    new ProcessBuilder("chown", "-R", "rabbitmq", folder.toString()).inheritIO().start().waitFor();
  }

  private Process run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
