package dev.corkboard.service.amqp;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker, be it RabbitMQ or the embedded Qpid: its exchanges and queues, publishing with confirms, consuming with
 * acks. It may be away at any time, at start too; every method here then fails soon, and works again once it is back.
 */
public final class Amqp implements AutoCloseable {
  public static final String REMINDERS = "corkboard.reminders";
  public static final String MAIL = "corkboard.mail";
  public static final String MAILER = "corkboard.mailer";
  public static final String MAILER_DEAD = "corkboard.mailer.dead";

  private static final Logger log = LoggerFactory.getLogger(Amqp.class);
  private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int PREFETCH = 10;
  private static final int PERSISTENT = 2;

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

  private final ConnectionFactory factory;
  private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile Line line;
  private int failures;
  private long notBefore = System.nanoTime();

  public Amqp(URI url) {
    factory = factory(url);
    factory.setSharedExecutor(callbacks);
  }

  /** Whether messages can be published now; connects if it is time to try again. */
  public boolean connected() {
    if (!publishing.tryLock()) return line != null; // somebody is publishing
    try {
      return line() != null;
    } finally {
      publishing.unlock();
    }
  }

  /** Publishes the messages and waits for the broker's word on each, some seconds at most. */
  public Published publish(List<Message> messages) {
    publishing.lock();
    try {
      Line open = line();
      if (open == null) return new Published(Set.of(), problems(messages, "no connection"));
      Published published = open.publish(messages);
      if (!open.alive()) drop(open);
      return published;
    } finally {
      publishing.unlock();
    }
  }

  /** Feeds the handler with the messages of a queue, one after the other, until the subscription is closed. */
  public Subscription consume(String queue, Handler handler) {
    Subscription subscription = new Subscription(queue, handler);
    subscriptions.add(subscription);
    subscription.thread.start();
    return subscription;
  }

  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    publishing.lock();
    try {
      notBefore = Long.MAX_VALUE;
      if (line != null) drop(line);
    } finally {
      publishing.unlock();
    }
    callbacks.shutdown();
  }

  private static ConnectionFactory factory(URI url) {
    ConnectionFactory factory = new ConnectionFactory();
    try {
      // amqp://host/ would mean a virtual host without a name.
      factory.setUri("/".equals(url.getPath()) ? url.toString().replaceFirst("/$", "") : url.toString());
      if ("amqps".equals(url.getScheme())) {
        factory.useSslProtocol(SSLContext.getDefault()); // setUri alone would trust any certificate
        factory.enableHostnameVerification();
      }
    } catch (URISyntaxException | GeneralSecurityException wrong) {
      throw new IllegalArgumentException("not the URL of an AMQP broker", wrong);
    }
    // Recovery by the client loses what is published meanwhile and declares from memory; a new connection does neither.
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    factory.setConnectionTimeout(3_000);
    factory.setHandshakeTimeout(5_000);
    factory.setChannelRpcTimeout(10_000);
    factory.setShutdownTimeout(2_000);
    factory.setRequestedHeartbeat(10);
    return factory;
  }

  private Connection connect(String purpose) throws IOException {
    Connection connection;
    try {
      connection = factory.newConnection("corkboard " + purpose);
    } catch (TimeoutException late) {
      throw new IOException("no answer from the broker", late);
    }
    try (Channel channel = connection.createChannel()) {
      declare(channel);
      return connection;
    } catch (TimeoutException | IOException | RuntimeException failed) {
      connection.abort();
      throw new IOException("cannot declare exchanges and queues", failed);
    }
  }

  /** The only declarations. A broker refuses one that differs, so changing them needs new names. */
  private static void declare(Channel channel) throws IOException {
    channel.exchangeDeclare(REMINDERS, BuiltinExchangeType.TOPIC, true);
    channel.exchangeDeclare(MAIL, BuiltinExchangeType.TOPIC, true);
    channel.queueDeclare(MAILER_DEAD, true, false, false, Map.of("x-queue-type", "quorum"));
    // The mailer counts by itself, as Qpid knows no limit; this one is a net, since RabbitMQ 4 drops after 20.
    channel.queueDeclare(MAILER, true, false, false, Map.of("x-queue-type", "quorum", "x-delivery-limit", 1_000,
        "x-dead-letter-exchange", "", "x-dead-letter-routing-key", MAILER_DEAD));
    channel.queueBind(MAILER, REMINDERS, "reminder.#");
    channel.queueBind(MAILER, MAIL, "mail.#");
  }

  private Line line() {
    if (line != null && line.alive()) return line;
    if (line != null) drop(line);
    if (System.nanoTime() - notBefore < 0 || notBefore == Long.MAX_VALUE) return null;
    try {
      line = new Line(connect("publisher"));
      failures = 0;
      return line;
    } catch (IOException | RuntimeException away) {
      notBefore = System.nanoTime() + RECONNECT.after(++failures).toNanos();
      log.warn("No broker to publish to: {}", reason(away));
      return null;
    }
  }

  private void drop(Line broken) {
    line = null;
    broken.connection.abort(2_000);
  }

  private static Map<String, String> problems(List<Message> messages, String problem) {
    Map<String, String> problems = new HashMap<>();
    messages.forEach(message -> problems.put(message.id(), problem));
    return problems;
  }

  private static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : failure.getMessage() + ": " + failure.getCause();
  }

  /** A channel in confirm mode and what is outstanding on it. After any doubt it is thrown away, never mended. */
  private static final class Line {
    final Connection connection;
    final Channel channel;
    final ConcurrentNavigableMap<Long, String> outstanding = new ConcurrentSkipListMap<>();
    final Set<String> returned = ConcurrentHashMap.newKeySet();
    volatile boolean broken;
    volatile Batch batch;

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

    Published publish(List<Message> messages) {
      Batch now = new Batch(messages);
      batch = now;
      returned.clear();
      try {
        for (Message message : messages) {
          outstanding.put(channel.getNextPublishSeqNo(), message.id());
          channel.basicPublish(message.exchange(), message.routingKey(), true, properties(message), message.body());
        }
        if (broken || !now.settled.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) broken = true;
      } catch (IOException | RuntimeException lost) {
        broken = true;
      } catch (InterruptedException stop) {
        broken = true;
        Thread.currentThread().interrupt();
      }
      return now.published();
    }

    private static BasicProperties properties(Message message) {
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

  /** What the broker said so far on the messages of one call. */
  private static final class Batch {
    final Map<String, String> problems = new ConcurrentHashMap<>();
    final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    final CountDownLatch settled;

    Batch(List<Message> messages) {
      messages.forEach(message -> problems.put(message.id(), "no confirm came"));
      settled = new CountDownLatch(problems.size());
    }

    void settle(String id, String problem) {
      if (problem.isEmpty()) {
        problems.remove(id);
        confirmed.add(id);
      } else {
        problems.put(id, problem);
      }
      settled.countDown();
    }

    void giveUp() {
      while (settled.getCount() > 0)
        settled.countDown();
    }

    Published published() {
      return new Published(Set.copyOf(confirmed), Map.copyOf(problems));
    }
  }

  /** A consumer with a connection and a thread of its own, which reconnects until it is closed. */
  public final class Subscription implements AutoCloseable {
    private final String queue;
    private final Handler handler;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /** What came on the present channel; an empty one only wakes the thread up. */
    private volatile BlockingQueue<Optional<com.rabbitmq.client.Delivery>> arrived = new LinkedBlockingQueue<>();

    private Subscription(String queue, Handler handler) {
      this.queue = queue;
      this.handler = handler;
      thread = Thread.ofVirtual().name("consumer of " + queue).unstarted(this::run);
    }

    /** Stops after the message at hand, and waits for that some seconds. */
    @Override
    public void close() {
      closing.countDown();
      arrived.add(Optional.empty());
      try {
        if (!thread.join(Duration.ofSeconds(10))) log.warn("The consumer of {} is still busy", queue);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      subscriptions.remove(this);
    }

    private boolean closed() {
      return closing.getCount() == 0;
    }

    private void run() {
      for (int failed = 0; !closed();) {
        Connection connection = null;
        try {
          connection = connect("consumer of " + queue);
          failed = 0;
          consume(connection.createChannel());
        } catch (Exception lost) {
          if (!closed()) log.warn("Not consuming {}: {}", queue, reason(lost));
        } finally {
          if (connection != null) connection.abort(2_000);
        }
        pause(RECONNECT.after(++failed));
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
      BlockingQueue<Optional<com.rabbitmq.client.Delivery>> queued = new LinkedBlockingQueue<>();
      arrived = queued;
      channel.addShutdownListener(cause -> queued.add(Optional.empty()));
      channel.basicQos(PREFETCH);
      channel.basicConsume(queue, false, (tag, message) -> queued.add(Optional.of(message)), tag -> abandon(channel));
      while (!closed() && channel.isOpen()) {
        Optional<com.rabbitmq.client.Delivery> message = queued.take();
        if (message.isPresent() && !closed() && channel.isOpen()) deal(channel, message.get());
      }
    }

    private void deal(Channel channel, com.rabbitmq.client.Delivery message) throws Exception {
      handler.handle(new Delivery(headers(message), message.getBody()));
      channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
    }

    /** The broker took the queue away; a new connection declares it again. */
    private void abandon(Channel channel) throws IOException {
      log.warn("The broker ended the consumer of {}", queue);
      channel.abort();
    }

    private static Map<String, Object> headers(com.rabbitmq.client.Delivery message) {
      Map<String, Object> headers = new HashMap<>();
      Map<String, Object> received = message.getProperties().getHeaders();
      if (received != null) received.forEach((name, value) -> headers.put(name, readable(value)));
      return headers;
    }

    private static Object readable(Object value) {
      return value instanceof com.rabbitmq.client.LongString text ? text.toString() : value;
    }
  }
}
