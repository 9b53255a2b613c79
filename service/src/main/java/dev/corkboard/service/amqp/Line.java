package dev.corkboard.service.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;

/** A channel in confirm mode and what is outstanding on it. After any doubt it is thrown away, never mended. */
final class Line {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PERSISTENT = 2;

  private final Connection connection;
  private final Channel channel;
  private final ConcurrentNavigableMap<Long, String> outstanding = new ConcurrentSkipListMap<>();
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private volatile boolean broken;
  private volatile Batch batch;

  Line(Connection connection) throws IOException {
    this.connection = connection;
    channel = connection.createChannel();
    channel.confirmSelect();
    // RabbitMQ acks what it has returned just before; Qpid nacks it.
    channel.addReturnListener((Return back) -> returned.add(back.getProperties().getMessageId()));
    channel.addConfirmListener((tag, multiple) -> settle(tag, multiple, true),
        (tag, multiple) -> settle(tag, multiple, false));
    channel.addShutdownListener(cause -> {
      broken = true;
      Batch waiting = batch;
      if (waiting != null) waiting.giveUp();
    });
  }

  boolean alive() {
    return !broken && channel.isOpen();
  }

  void abort() {
    connection.abort(2_000);
  }

  /** Qpid does; a queue that is too long for it would hold us up in the middle of a batch. */
  boolean keepsInMemory() {
    return String.valueOf(connection.getServerProperties().get("product")).contains("Qpid");
  }

  /** On a channel of its own, as the broker closes it if there is no such queue. */
  long depth(String queue) throws IOException, TimeoutException {
    try (Channel other = connection.createChannel()) {
      return other.messageCount(queue);
    }
  }

  Amqp.Published publish(List<Amqp.Message> messages) {
    Batch now = new Batch(messages);
    batch = now;
    returned.clear();
    try {
      for (Amqp.Message message : messages) {
        outstanding.put(channel.getNextPublishSeqNo(), message.id());
        channel.basicPublish(message.exchange(), message.routingKey(), true, properties(message), message.body());
      }
      if (broken || !now.await(PATIENCE)) broken = true;
    } catch (IOException | RuntimeException lost) {
      broken = true;
    } catch (InterruptedException stop) {
      broken = true;
      Thread.currentThread().interrupt();
    }
    return now.published();
  }

  private static BasicProperties properties(Amqp.Message message) {
    return new BasicProperties.Builder().messageId(message.id()).contentType("application/json")
        .contentEncoding("UTF-8").deliveryMode(PERSISTENT).headers(message.headers()).build();
  }

  private void settle(long tag, boolean multiple, boolean ack) {
    Map<Long, String> told = multiple ? outstanding.headMap(tag, true) : outstanding.subMap(tag, true, tag, true);
    for (Map.Entry<Long, String> each : told.entrySet()) {
      String id = outstanding.remove(each.getKey());
      if (id == null) continue;
      boolean unroutable = returned.remove(id);
      batch.settle(id, unroutable ? "no queue takes it" : ack ? "" : "refused by the broker");
    }
  }
}
