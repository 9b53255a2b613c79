package dev.corkboard.service.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer with a connection and a thread of its own, which reconnects until it is closed. */
final class QueueConsumer implements Amqp.Subscription {
  private static final Logger log = LoggerFactory.getLogger(QueueConsumer.class);
  private static final int PREFETCH = 10;

  private final Connections connections;
  private final String queue;
  private final Amqp.Handler handler;
  private final Consumer<QueueConsumer> ended;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  /** What came on the present channel; an empty one only wakes the thread up. */
  private volatile BlockingQueue<Optional<Delivery>> arrived = new LinkedBlockingQueue<>();

  /** @param ended told when this is closed */
  QueueConsumer(Connections connections, String queue, Amqp.Handler handler, Consumer<QueueConsumer> ended) {
    this.connections = connections;
    this.queue = queue;
    this.handler = handler;
    this.ended = ended;
    thread = Thread.ofVirtual().name("consumer of " + queue).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    arrived.add(Optional.empty());
    try {
      if (!thread.join(Duration.ofSeconds(10))) log.warn("The consumer of {} is still busy", queue);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    ended.accept(this);
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void run() {
    for (int failed = 0; !closed();) {
      Connection connection = null;
      try {
        connection = connections.open("consumer of " + queue);
        failed = 0;
        consume(connection.createChannel());
      } catch (Exception lost) {
        if (!closed()) log.warn("Not consuming {}: {}", queue, Connections.reason(lost));
      } finally {
        if (connection != null) connection.abort(2_000);
      }
      pause(Connections.retryAfter(++failed));
    }
  }

  private void pause(Duration wait) {
    try {
      closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      closing.countDown();
    }
  }

  private void consume(Channel channel) throws Exception {
    BlockingQueue<Optional<Delivery>> queued = new LinkedBlockingQueue<>();
    arrived = queued;
    channel.addShutdownListener(cause -> queued.add(Optional.empty()));
    channel.basicQos(PREFETCH);
    channel.basicConsume(queue, false, (tag, message) -> queued.add(Optional.of(message)), tag -> abandon(channel));
    while (!closed() && channel.isOpen()) {
      Optional<Delivery> message = queued.take();
      if (message.isPresent() && !closed() && channel.isOpen()) deal(channel, message.get());
    }
  }

  private void deal(Channel channel, Delivery message) throws Exception {
    handler.handle(new Amqp.Delivery(Headers.of(message.getProperties()), message.getBody()));
    channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
  }

  /** The broker took the queue away; a new connection declares it again. */
  private void abandon(Channel channel) throws IOException {
    log.warn("The broker ended the consumer of {}", queue);
    channel.abort();
  }
}
