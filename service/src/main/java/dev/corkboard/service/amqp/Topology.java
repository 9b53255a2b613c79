package dev.corkboard.service.amqp;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;

/** Our exchanges and queues. */
final class Topology {
  private Topology() {}

  /** The only declarations. A broker refuses one that differs, so changing them needs new names. */
  static void declare(Channel channel) throws IOException {
    channel.exchangeDeclare(Amqp.REMINDERS, BuiltinExchangeType.TOPIC, true);
    channel.exchangeDeclare(Amqp.MAIL, BuiltinExchangeType.TOPIC, true);
    channel.queueDeclare(Amqp.MAILER_DEAD, true, false, false, Map.of("x-queue-type", "quorum"));
    // The mailer counts by itself, as Qpid knows no limit; this one is a net, since RabbitMQ 4 drops after 20.
    channel.queueDeclare(Amqp.MAILER, true, false, false, Map.of("x-queue-type", "quorum", "x-delivery-limit", 1_000,
        "x-dead-letter-exchange", "", "x-dead-letter-routing-key", Amqp.MAILER_DEAD));
    channel.queueBind(Amqp.MAILER, Amqp.REMINDERS, "reminder.#");
    channel.queueBind(Amqp.MAILER, Amqp.MAIL, "mail.#");
  }
}
