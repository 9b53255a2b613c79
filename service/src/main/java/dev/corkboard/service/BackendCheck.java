package dev.corkboard.service;

import dev.corkboard.readmodel.cache.Redis;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.doctor.Finding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.concurrent.locks.LockSupport;

/** Whether the backends beside the database answer. */
final class BackendCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int IMPLICIT_TLS = 465;
  private static final int SAYS = 3;

  private BackendCheck() {}

  static List<Finding> of(Settings settings) {
    return List.of(redis(settings), broker(settings), smtp(settings));
  }

  private static Finding redis(Settings settings) {
    try (Redis redis = new Redis(settings.redis().toString())) {
      return within(() -> redis.ping().isPresent())
          ? Finding.ok("redis", "It answers.")
          : Finding.fail("redis", "It does not answer: answers come from PostgreSQL, more slowly.",
              "Start it, or check REDIS_URL.");
    }
  }

  private static Finding broker(Settings settings) {
    try (Amqp broker = new Amqp(settings.rabbitmq())) {
      return within(broker::connected)
          ? Finding.ok("broker", "It takes connections, and its exchanges and queues are there.")
          : Finding.fail("broker", "No connection, or it refuses the exchanges and queues: mails wait.",
              "Start it, or check RABBITMQ_URL, its user's rights, and queues that were declared otherwise.");
    }
  }

  private static Finding smtp(Settings settings) {
    String where = settings.smtp().host() + ":" + settings.smtp().port();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.smtp().host(), settings.smtp().port()), (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      if (settings.smtp().port() == IMPLICIT_TLS) return Finding.ok("smtp", where + " takes connections.");
      String greeting = new String(socket.getInputStream().readNBytes(SAYS), StandardCharsets.US_ASCII);
      return greeting.equals("220")
          ? Finding.ok("smtp", where + " greets.")
          : Finding.fail("smtp", where + " does not greet as an SMTP server does: mails wait.",
              "Check SMTP_HOST and SMTP_PORT.");
    } catch (IOException away) {
      return Finding.fail("smtp", where + " cannot be reached: mails wait.", "Check SMTP_HOST and SMTP_PORT.");
    }
  }

  private static boolean within(BooleanSupplier answers) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers.getAsBoolean()) {
      if (System.nanoTime() > deadline) return false;
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return true;
  }
}
