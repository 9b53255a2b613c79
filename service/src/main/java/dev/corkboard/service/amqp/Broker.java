package dev.corkboard.service.amqp;

import java.util.List;

/** Where messages are published; {@link Amqp}, or a test's model of it. */
public interface Broker {

  /** Whether messages can be published now; connects if it is time to try again. */
  boolean connected();

  /** Whether what waits for the mailer there may become more; false while it is away. */
  boolean hasRoom();

  /** Publishes the messages and waits for the broker's word on each, some seconds at most. */
  Amqp.Published publish(List<Amqp.Message> messages);
}
