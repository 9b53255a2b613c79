package dev.corkboard.readmodel.cache;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis that can be killed, started again on the same port, frozen and thawed. */
final class TestRedis implements AutoCloseable {
  private final int port = freePort();
  private RedisServer server;
  private String process;

  TestRedis() {
    start();
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  void start() {
    try {
      server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
      server.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    process = command(connection -> connection.info("server").lines()
        .filter(line -> line.startsWith("process_id:")).findFirst().orElseThrow().substring(11).strip());
  }

  void flush() {
    command(connection -> connection.flushall());
  }

  void kill() {
    signal("KILL");
  }

  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  @Override
  public void close() throws IOException {
    signal("CONT");
    server.stop();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, process).start().waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private String command(
      java.util.function.Function<io.lettuce.core.api.sync.RedisCommands<String, String>, String> f) {
    try (RedisClient client = RedisClient.create(uri()); var connection = client.connect()) {
      return f.apply(connection.sync());
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
