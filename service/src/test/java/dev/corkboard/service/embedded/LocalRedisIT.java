package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

class LocalRedisIT {

  @TempDir
  private static Path parent;

  private final Path home = parent.resolve("home");

  @Test
  void isABoundedCacheThatKeepsNothing() {
    try (HomeFolder held = HomeFolder.hold(home)) {
      try (LocalRedis redis = LocalRedis.start(held); Client client = new Client(redis.url())) {
        client.commands().set("key", "value");
        assertThat(client.commands().configGet("maxmemory")).containsEntry("maxmemory", Integer.toString(64 << 20));
        assertThat(client.commands().configGet("maxmemory-policy")).containsValue("allkeys-lru");
        assertThat(client.commands().configGet("bind")).containsValue("127.0.0.1");
      }
      try (LocalRedis redis = LocalRedis.start(held); Client client = new Client(redis.url())) {
        assertThat(client.commands().dbsize()).isZero();
      }
    }
  }

  @Test
  void onlyThePasswordLetsIn() {
    try (HomeFolder held = HomeFolder.hold(home); LocalRedis redis = LocalRedis.start(held)) {
      String open = redis.url().replaceFirst(":[^@/]+@", "");
      assertThatThrownBy(() -> new Client(open)).isInstanceOf(RedisException.class);
    }
  }

  @Test
  void redisOfAKilledProcessIsStopped() throws Exception {
    long orphan;
    try (OtherProcess other = OtherProcess.running("redis", home)) {
      orphan = numberInFile();
      other.kill();
      try (Client client = new Client(other.fact(0))) {
        assertThat(client.commands().ping()).isEqualTo("PONG");
      }
    }
    try (HomeFolder held = HomeFolder.hold(home);
        LocalRedis redis = LocalRedis.start(held);
        Client client = new Client(redis.url())) {
      assertThat(client.commands().ping()).isEqualTo("PONG");
      assertThat(numberInFile()).isNotEqualTo(orphan);
      assertThat(ProcessHandle.of(orphan).flatMap(it -> it.info().command())).isEmpty();
    }
  }

  @Test
  void numberThatAnotherProgramHasByNowIsLeftAlone() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try (HomeFolder held = HomeFolder.hold(home)) {
      Files.writeString(held.folder("redis").resolve("redis.pid"), stranger.pid() + "\n");
      try (LocalRedis redis = LocalRedis.start(held); Client client = new Client(redis.url())) {
        assertThat(client.commands().ping()).isEqualTo("PONG");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  private long numberInFile() throws Exception {
    return Long.parseLong(Files.readString(home.resolve("redis/redis.pid")).strip());
  }

  private static final class Client implements AutoCloseable {

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private Client(String url) {
      client = RedisClient.create(RedisURI.create(url));
      try {
        connection = client.connect();
      } catch (RuntimeException e) {
        client.shutdown();
        throw e;
      }
    }

    private RedisCommands<String, String> commands() {
      return connection.sync();
    }

    @Override
    public void close() {
      connection.close();
      client.shutdown();
    }
  }
}
