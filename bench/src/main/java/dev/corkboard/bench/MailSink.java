package dev.corkboard.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/** The receiving mail server: counts mails by their Message-ID, and remembers when each came. */
final class MailSink implements AutoCloseable {
  private final Map<String, List<Long>> arrivals = new ConcurrentHashMap<>();
  private final Map<String, String> messageIds = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
  private final SMTPServer server = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress())
      .hostName("localhost").messageHandlerFactory(context -> new Receiver()).build();

  MailSink() {
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  /** Different mails. */
  int distinct() {
    return arrivals.size();
  }

  /** When the mail of a message came, each time, by the nanosecond clock. */
  List<Long> arrivals(String messageId) {
    return arrivals.getOrDefault(messageIds.getOrDefault(messageId, ""), List.of());
  }

  /** Mails between two full seconds of the clock that started with the process. */
  long mostInASecond() {
    return arrivals.values().stream().flatMap(List::stream)
        .collect(Collectors.groupingBy(at -> at / 1_000_000_000, Collectors.counting())).values().stream()
        .max(Long::compare).orElse(0L);
  }

  /** The message_ids of those that came more than once. */
  List<String> repeated() {
    return messageIds.keySet().stream().filter(id -> arrivals(id).size() > 1).toList();
  }

  /** message_ids as they came first. */
  List<String> order() {
    return new ArrayList<>(order);
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Receiver implements MessageHandler {
    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) {}

    /** It is counted once it is there as a whole, and before the server says yes. */
    @Override
    public String data(InputStream data) throws IOException {
      try {
        InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(data.readAllBytes()));
        String mail = headers.getHeader("Message-ID", null);
        String message = headers.getHeader("X-Corkboard-Message", null);
        if (messageIds.put(message, mail) == null) order.add(message);
        arrivals.computeIfAbsent(mail, first -> new CopyOnWriteArrayList<>()).add(System.nanoTime());
        return null;
      } catch (MessagingException broken) {
        throw new IOException(broken);
      }
    }

    @Override
    public void done() {}
  }
}
