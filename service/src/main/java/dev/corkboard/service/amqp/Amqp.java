package dev.corkboard.service.amqp;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The broker, be it RabbitMQ or the embedded Qpid: its exchanges and queues, publishing with confirms, consuming with
 * acks. It may be away at any time, at start too; every method here then fails soon, and works again once it is back.
 */
public final class Amqp implements Broker, AutoCloseable {
  public static final String REMINDERS = "corkboard.reminders";
  public static final String MAIL = "corkboard.mail";
  public static final String MAILER = "corkboard.mailer";
  public static final String MAILER_DEAD = "corkboard.mailer.dead";

  /** A message to publish; the default exchange is the empty string. */
  public record Message(String id, String exchange, String routingKey, Map<String, Object> headers, byte[] body) {}

  /** What became of a batch: the ids that the broker has for sure, and why the others are not known to be there. */
  public record Published(Set<String> confirmed, Map<String, String> problems) {}

  /** A message that came; header values that are texts are Strings. */
  public record Delivery(Map<String, Object> headers, byte[] body) {}

  /** Deals with one message. It is acked when this returns, and comes again when this throws. */
  public interface Handler {
    void handle(Delivery delivery) throws Exception;
  }

  /** Says of a message in a queue whether it stays there. */
  public interface Filter {
    boolean stays(Delivery delivery);
  }

  /** What {@link #consume} started. Closing it stops after the message at hand, and waits for that some seconds. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** What waits in the memory of an embedded broker: about ten megabytes of reminders. */
  private static final int MOST_IN_MEMORY = 20_000;

  private final Connections connections;
  private final Publisher publisher;
  private final Set<QueueConsumer> consumers = ConcurrentHashMap.newKeySet();

  public Amqp(URI url) {
    this(url, MOST_IN_MEMORY);
  }

  /** @param mostInMemory how many mails may wait in a broker that keeps them in memory */
  public Amqp(URI url, int mostInMemory) {
    connections = new Connections(url);
    publisher = new Publisher(connections, mostInMemory);
  }

  @Override
  public boolean connected() {
    return publisher.connected();
  }

  @Override
  public boolean hasRoom() {
    return publisher.hasRoom();
  }

  @Override
  public Published publish(List<Message> messages) {
    return publisher.publish(messages);
  }

  /** How many messages are ready in a queue; empty while the broker is away. */
  public OptionalLong depth(String queue) {
    return publisher.depth(queue);
  }

  /** Looks through a queue, at the first ten thousand messages, and takes away what does not stay; how many. */
  public int sweep(String queue, Filter filter) throws IOException {
    return new Sweep(connections).of(queue, filter);
  }

  /** Feeds the handler with the messages of a queue, one after the other, until the subscription is closed. */
  public Subscription consume(String queue, Handler handler) {
    QueueConsumer consumer = new QueueConsumer(connections, queue, handler, consumers::remove);
    consumers.add(consumer);
    consumer.start();
    return consumer;
  }

  @Override
  public void close() {
    consumers.forEach(QueueConsumer::close);
    publisher.close();
    connections.shutdown();
  }
}
