package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;

class LocalBrokerIT {

  private static final byte[] BODY = "remember".getBytes(StandardCharsets.UTF_8);

  private static LocalBroker broker;

  private Connection connection;
  private Channel channel;

  @BeforeAll
  static void start() {
    broker = LocalBroker.start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void connect() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.url());
    connection = factory.newConnection();
    channel = connection.createChannel();
    channel.confirmSelect();
    channel.exchangeDeclare("reminders", BuiltinExchangeType.TOPIC, true);
    declareQueue();
    channel.queueBind("mails", "reminders", "reminder.#");
    channel.queuePurge("mails");
  }

  @AfterEach
  void disconnect() throws Exception {
    connection.close();
  }

  @Test
  void confirmedMessageIsDelivered() throws Exception {
    publish("reminder.due");
    channel.waitForConfirmsOrDie(5000);
    GetResponse got = channel.basicGet("mails", false);
    assertThat(got.getBody()).isEqualTo(BODY);
    channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
  }

  @Test
  void argumentsOfRabbitMqAreTakenAgainAndAgain() throws Exception {
    declareQueue();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void unacknowledgedMessageComesBack() throws Exception {
    publish("reminder.due");
    channel.waitForConfirmsOrDie(5000);
    GetResponse first = channel.basicGet("mails", false);
    channel.basicNack(first.getEnvelope().getDeliveryTag(), false, true);
    GetResponse second = channel.basicGet("mails", true);
    assertThat(second.getEnvelope().isRedeliver()).isTrue();
  }

  @Test
  void unroutableMandatoryMessageIsReturned() throws Exception {
    BlockingQueue<String> returned = new ArrayBlockingQueue<>(1);
    channel.addReturnListener(it -> returned.add(it.getRoutingKey()));
    publish("nobody.listens");
    assertThat(returned.poll(5, TimeUnit.SECONDS)).isEqualTo("nobody.listens");
  }

  @Test
  void fullQueueHoldsThePublisherBackAndLosesNothing() throws Exception {
    int messages = 24;
    byte[] large = new byte[1 << 20];
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.url());
    try (ExecutorService publisher = Executors.newSingleThreadExecutor(); Connection other = factory.newConnection()) {
      Future<?> published = publisher.submit(() -> {
        for (int i = 0; i < messages; i++) {
          channel.basicPublish("reminders", "reminder.due", true, MessageProperties.PERSISTENT_BASIC, large);
          channel.waitForConfirmsOrDie(10_000);
        }
        return null;
      });
      assertThatThrownBy(() -> published.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      CountDownLatch received = new CountDownLatch(messages);
      other.createChannel().basicConsume("mails", true, (tag, delivery) -> received.countDown(), tag -> {
      });
      assertThat(received.await(20, TimeUnit.SECONDS)).isTrue();
      published.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void onlyThePasswordLetsIn() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.url());
    factory.setPassword("guess");
    assertThatThrownBy(factory::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
  }

  private void declareQueue() throws IOException {
    channel.queueDeclare("mails", true, false, false,
        Map.of("x-queue-type", "quorum", "x-dead-letter-exchange", "dead", "x-delivery-limit", 5));
  }

  private void publish(String key) throws IOException {
    channel.basicPublish("reminders", key, true, MessageProperties.PERSISTENT_BASIC, BODY);
  }
}
