package dev.corkboard.service.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Looks through a queue from its head, takes away what is not to stay, and leaves the rest in its order. */
final class Sweep {
  private static final int MOST = 10_000;

  private final Connections connections;

  Sweep(Connections connections) {
    this.connections = connections;
  }

  /** How many messages were taken away. What is looked at is nobody else's until the end, and is then there again. */
  int of(String queue, Amqp.Filter filter) throws IOException {
    Connection connection = connections.open("sweep of " + queue);
    try (Channel channel = connection.createChannel()) {
      long waiting = Math.min(MOST, channel.messageCount(queue));
      int taken = 0;
      for (long seen = 0; seen < waiting; seen++) {
        GetResponse message = channel.basicGet(queue, false);
        if (message == null) break;
        if (filter.stays(new Amqp.Delivery(Headers.of(message.getProps()), message.getBody()))) continue;
        channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
        taken++;
      }
      return taken;
    } catch (TimeoutException | RuntimeException lost) {
      throw new IOException("the queue cannot be looked through", lost);
    } finally {
      connection.abort(2_000);
    }
  }
}
