package dev.corkboard.service.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Java process beside the test that runs one backend until it is killed. */
final class OtherProcess implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Process process;
  private final List<String> facts;

  private OtherProcess(Process process, List<String> facts) {
    this.process = process;
    this.facts = facts;
  }

  static OtherProcess running(String backend, Path home) throws Exception {
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), OtherProcess.class.getName(), backend,
        home.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    try {
      return new OtherProcess(process,
          CompletableFuture.supplyAsync(() -> facts(out)).get(BOUND.toSeconds(), TimeUnit.SECONDS));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** What the process said about its backend: addresses and secrets. */
  String fact(int index) {
    return facts.get(index);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    terminate();
  }

  private static List<String> facts(BufferedReader out) {
    return out.lines().filter(it -> it.startsWith("ready ")).findFirst().map(it -> List.of(it.substring(6).split(" ")))
        .orElseThrow(() -> new IllegalStateException("The other process ended early"));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "postgres" -> {
        LocalPostgres postgres = LocalPostgres.start(HomeFolder.hold(home));
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
        System.out.println("ready " + postgres.jdbcUrl() + " " + postgres.password());
      }
      case "redis" -> {
        LocalRedis redis = LocalRedis.start(HomeFolder.hold(home));
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        System.out.println("ready " + redis.url());
      }
      case "stack" -> {
        LocalStack stack = LocalStack.start(home);
        useUntilTheEnd(stack, home.resolve("used-at-the-end"));
        System.out.println("ready " + stack.jdbcUrl() + " " + stack.dbPassword() + " " + stack.redisUrl());
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    Thread.currentThread().join();
  }

  private static void useUntilTheEnd(LocalStack stack, Path proof) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    stack.outlive(done);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        Files.deleteIfExists(proof);
        // Long enough for a backend that ends by itself to be caught at it.
        boolean lost = Bounded.await(Duration.ofMillis(700), () -> !takesConnections(stack));
        if (!lost) {
          Files.createFile(proof);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        done.complete(null);
      }
    }));
  }

  private static boolean takesConnections(LocalStack stack) {
    for (String url : List.of(stack.jdbcUrl().substring("jdbc:".length()), stack.redisUrl(), stack.amqpUrl())) {
      try (Socket socket = new Socket(URI.create(url).getHost(), URI.create(url).getPort())) {
        socket.setSoTimeout(100);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
