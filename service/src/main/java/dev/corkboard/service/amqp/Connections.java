package dev.corkboard.service.amqp;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.corkboard.domain.reminder.Backoff;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Opens connections to one broker, on each of which the exchanges and queues are sure to be there. */
final class Connections {
  private static final Backoff RETRY = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));

  private final ConnectionFactory factory;
  private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();

  Connections(URI url) {
    factory = factory(url);
    factory.setSharedExecutor(callbacks);
  }

  /** The wait after so many failures in a row. */
  static Duration retryAfter(int failures) {
    return RETRY.after(failures, ThreadLocalRandom.current().nextDouble());
  }

  Connection open(String purpose) throws IOException {
    Connection connection;
    try {
      connection = factory.newConnection("corkboard " + purpose);
    } catch (TimeoutException late) {
      throw new IOException("no answer from the broker", late);
    }
    try (Channel channel = connection.createChannel()) {
      Topology.declare(channel);
      return connection;
    } catch (TimeoutException | IOException | RuntimeException failed) {
      connection.abort();
      throw new IOException("cannot declare exchanges and queues", failed);
    }
  }

  /** When the last connection is closed. */
  void shutdown() {
    callbacks.shutdown();
  }

  static String reason(Throwable failure) {
    return failure.getCause() == null ? failure.toString() : failure.getMessage() + ": " + failure.getCause();
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
}
