package dev.corkboard.readmodel.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Redis that may be away, slow or frozen: a call answers within {@link #PATIENCE} or not at all. */
public final class Redis implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final int QUEUE = 1_000;
  private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisClient listener;
  /** What is sent and not yet answered stays in memory, long after its caller has given up on a Redis that is frozen. */
  private static final int MOST_UNDER_WAY = 8 << 20;

  private final AtomicLong underWay = new AtomicLong();
  private final Breaker breaker = new Breaker(BETWEEN_TRIES);
  private final Map<String, HitCounts> counts = new ConcurrentHashMap<>();
  private final Thread connecting;
  private volatile Optional<StatefulRedisConnection<String, byte[]>> connection = Optional.empty();

  /** Connects as soon as there is something to connect to; until then, and between connections, it answers nothing. */
  public Redis(String uri) {
    RedisURI where = RedisURI.create(uri);
    where.setTimeout(BETWEEN_TRIES);
    resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2)
        .reconnectDelay(Delay.exponential(Duration.ofMillis(10), BETWEEN_TRIES, 2, TimeUnit.MILLISECONDS)).build();
    client = RedisClient.create(resources, where);
    client.setOptions(options());
    listener = RedisClient.create(resources, where);
    listener.setOptions(options().mutate().autoReconnect(false).build());
    connecting = Thread.ofVirtual().name("redis-connecting").start(this::connect);
  }

  /** How often an answer of this kind was there. */
  public HitCounts counts(String kind) {
    return counts.computeIfAbsent(kind, first -> new HitCounts());
  }

  /** How long an answer takes; empty if none comes. */
  public Optional<Duration> ping() {
    long from = System.nanoTime();
    return call(commands -> commands.ping()).map(pong -> Duration.ofNanos(System.nanoTime() - from));
  }

  @Override
  public void close() {
    connecting.interrupt();
    listener.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS);
  }

  /** A connection to hear announcements by; thrown if there is none. One that breaks is not mended. */
  StatefulRedisPubSubConnection<String, byte[]> connectToListen() {
    return listener.connectPubSub(CODEC);
  }

  /** What a script answers; empty if Redis did not. */
  Optional<List<byte[]>> run(Script script, List<String> keys, List<byte[]> arguments) {
    String[] names = keys.toArray(String[]::new);
    byte[][] values = arguments.toArray(byte[][]::new);
    if (!breaker.allows()) return Optional.empty();
    try {
      return bounded(values, commands -> commands.evalsha(script.digest(), ScriptOutputType.MULTI, names, values));
    } catch (RedisNoScriptException unknown) {
      return breaker.allows()
          ? bounded(values, commands -> commands.eval(script.lua(), ScriptOutputType.MULTI, names, values))
          : Optional.empty();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> Optional<T> call(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    return breaker.allows() ? guarded(command) : Optional.empty();
  }

  private <T> Optional<T> bounded(byte[][] values,
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    long bytes = Arrays.stream(values).mapToLong(value -> value.length).sum();
    if (underWay.get() + bytes > MOST_UNDER_WAY) return Optional.empty();
    return guarded(commands -> {
      RedisFuture<T> answer = command.apply(commands);
      underWay.addAndGet(bytes);
      answer.whenComplete((value, failure) -> underWay.addAndGet(-bytes));
      return answer;
    });
  }

  private <T> Optional<T> guarded(Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
    if (connection.isEmpty()) return Optional.empty();
    try {
      RedisFuture<T> answer = command.apply(connection.get().async());
      T value = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      breaker.succeeded();
      return Optional.of(value);
    } catch (ExecutionException failure) {
      if (!(failure.getCause() instanceof RedisNoScriptException unknown)) return failed(failure.getCause());
      breaker.succeeded(); // it did answer
      throw unknown;
    } catch (TimeoutException | RuntimeException failure) {
      return failed(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private <T> Optional<T> failed(Throwable failure) {
    LOG.debug("Redis did not answer: {}", failure.toString());
    breaker.failed();
    return Optional.empty();
  }

  private void connect() {
    boolean told = false;
    while (connection.isEmpty() && !Thread.currentThread().isInterrupted()) {
      try {
        connection = Optional.of(client.connect(CODEC)); // from then on the client itself connects again
        if (told) LOG.info("Redis is there");
      } catch (RuntimeException away) {
        if (!told) LOG.warn("Redis cannot be reached, answers come from PostgreSQL until then: {}", away.toString());
        told = true;
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ClientOptions options() {
    SocketOptions socket = SocketOptions.builder().connectTimeout(Duration.ofSeconds(1))
        .keepAlive(KeepAliveOptions.builder().enable().idle(Duration.ofSeconds(5)).interval(Duration.ofSeconds(2))
            .count(2).build())
        .build();
    return ClientOptions.builder().socketOptions(socket).disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(QUEUE).build();
  }
}
