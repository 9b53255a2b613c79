package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.embedded.LocalBroker;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The consumers in docs/examples work as they stand; with TEST_RABBITMQ_URL on that RabbitMQ, else the embedded one. */
class ConsumersIT {
  private static final Path EXAMPLES = Path.of("../docs/examples").toAbsolutePath().normalize();
  private static final String MESSAGE = """
      {"message_id":"digest:anna:%1$s","kind":"digest",
       "user":{"username":"anna","email":"anna@example.org","time_zone":"UTC"},"date":"2026-11-21",
       "tasks":[{"id":"t1","name":"Paint %1$s","due":"2026-11-21","status":"todo","sprint":null}],"overdue":[]}""";

  @TempDir
  private Path folder;
  private Optional<LocalBroker> embedded = Optional.empty();
  private String url;
  private Connection connection;
  private Channel channel;
  private Amqp amqp;

  @BeforeEach
  void connect() throws Exception {
    url = System.getenv("TEST_RABBITMQ_URL");
    if (url == null) {
      embedded = Optional.of(LocalBroker.start());
      url = embedded.get().url();
    }
    amqp = new Amqp(URI.create(url));
    assertThat(amqp.connected()).isTrue();
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(url);
    connection = factory.newConnection();
    channel = connection.createChannel();
  }

  @AfterEach
  void disconnect() throws Exception {
    connection.close();
    amqp.close();
    embedded.ifPresent(LocalBroker::close);
  }

  @Test
  void javaConsumerDropsRepeats() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    works("listener", List.of(java.toString(), "-cp", System.getProperty("java.class.path"),
        EXAMPLES.resolve("Listen.java").toString()));
  }

  @Test
  void pythonConsumerDropsRepeats() throws Exception {
    Assumptions.assumeTrue(new ProcessBuilder("/usr/bin/python3", "-c", "import pika").start().waitFor() == 0,
        "python3-pika is not installed");
    works("listener-py", List.of("/usr/bin/python3", EXAMPLES.resolve("listen.py").toString()));
  }

  @Test
  void documentShowsTheFiles() throws IOException {
    String document = Files.readString(EXAMPLES.resolve("../reminders.md"));
    for (String example : List.of("Listen.java", "listen.py"))
      assertThat(document).contains(Files.readString(EXAMPLES.resolve(example)));
  }

  private void works(String queue, List<String> command) throws Exception {
    File out = folder.resolve("out").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out)
        .redirectErrorStream(true);
    builder.environment().putAll(Map.of("RABBITMQ_URL", url));
    Process consumer = builder.start();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> listens(queue));
      publish("1");
      publish("1");
      publish("2");
      await().atMost(Duration.ofSeconds(20)).until(() -> lines(out, "Paint 2") == 1);
      assertThat(lines(out, "anna")).isEqualTo(2);
      await().atMost(Duration.ofSeconds(20)).until(() -> channel.messageCount(queue) == 0);
    } finally {
      consumer.destroy();
      consumer.waitFor(10, TimeUnit.SECONDS);
      channel.queueDelete(queue);
    }
  }

  private boolean listens(String queue) throws Exception {
    try (Channel other = connection.createChannel()) {
      return other.consumerCount(queue) == 1;
    } catch (IOException notYetThere) {
      return false;
    }
  }

  private void publish(String date) throws IOException {
    BasicProperties properties = new BasicProperties.Builder().messageId("digest:anna:" + date).build();
    channel.basicPublish(Amqp.REMINDERS, "reminder.digest", properties,
        MESSAGE.formatted(date).getBytes(StandardCharsets.UTF_8));
  }

  private static long lines(File out, String with) throws IOException {
    return Files.readAllLines(out.toPath()).stream().filter(line -> line.contains(with)).count();
  }
}
