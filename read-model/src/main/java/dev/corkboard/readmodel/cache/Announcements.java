package dev.corkboard.readmodel.cache;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what keepers tell in Redis of changes, for the answers that this process keeps of views that another node
 * projects. Twice a second it asks which pledges hold, over the same connection: once an answer is there, so is all
 * that was told before. A connection that breaks is followed by a new one, and what was kept counts no more.
 */
public final class Announcements implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Redis redis;
  private final Map<String, NearAnswers> byKind = new TreeMap<>();
  private final Thread listening;

  public Announcements(Redis redis, NearCache near, Collection<String> kinds) {
    this.redis = redis;
    kinds.forEach(kind -> byKind.put(kind, near.of(kind)));
    this.listening = Thread.ofVirtual().name("cache-announcements").start(this::listenForEver);
  }

  @Override
  public void close() {
    listening.interrupt();
  }

  private void listenForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        listenOnce();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      } catch (Exception away) {
        LOG.debug("no announcements: {}", away.toString());
      }
      hearNothing();
      pause();
    }
  }

  private void listenOnce() throws Exception {
    StatefulRedisPubSubConnection<String, byte[]> connection = redis.connectToListen();
    try {
      listen(connection);
    } finally {
      if (connection.isOpen()) connection.close();
    }
  }

  private void hearNothing() {
    byKind.values().forEach(NearAnswers::hearsNothing);
  }

  private void listen(StatefulRedisPubSubConnection<String, byte[]> connection) throws Exception {
    connection.addListener(new RedisPubSubAdapter<>() {
      @Override
      public void message(String channel, byte[] message) {
        heard(channel, message);
      }
    });
    connection.addListener(new RedisConnectionStateListener() {
      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
        hearNothing();
      }
    });
    String[] channels = byKind.keySet().stream().map(CacheKeys::channel).toArray(String[]::new);
    answer(connection.async().subscribe(channels));
    while (connection.isOpen()) {
      askPledges(connection.async());
      Thread.sleep(BETWEEN);
    }
  }

  private void askPledges(RedisPubSubAsyncCommands<String, byte[]> redis) throws Exception {
    long asked = System.nanoTime();
    String[] pledges = byKind.keySet().stream().map(kind -> new CacheKeys(kind).pledge()).toArray(String[]::new);
    List<byte[]> answer = answer(redis.eval(Script.PLEDGES.lua(), ScriptOutputType.MULTI, pledges));
    Iterator<byte[]> told = answer.iterator();
    for (NearAnswers near : byKind.values()) {
      String pledge = text(told.next());
      long left = Duration.ofMillis(Long.parseLong(text(told.next()))).toNanos();
      if (pledge.isEmpty()) near.hearsNothing();
      else
        near.heardPledge(pledge, asked + left);
    }
  }

  private static <T> T answer(RedisFuture<T> answer) throws Exception {
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void heard(String channel, byte[] message) {
    List<String> told = List.of(text(message).split("\n"));
    byKind.forEach((kind, near) -> {
      if (CacheKeys.channel(kind).equals(channel)) near.heardChange(told.getFirst(), told.subList(1, told.size()));
    });
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
