package dev.corkboard.service.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on loopback that sends nothing on: each mail is on disk before it is acknowledged. */
public final class LocalMailbox implements AutoCloseable {

  private static final int LISTED = 1000;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_CONNECTIONS = 20;

  private final Path folder;
  private final SMTPServer server;
  // File name to mail, read on demand; names sort by the time of arrival.
  private final NavigableMap<String, Optional<CaughtMail>> newest = new TreeMap<>();
  private long lastStamp;

  private LocalMailbox(Path folder) throws IOException {
    this.folder = folder;
    try (Stream<Path> files = Files.list(folder)) {
      files.map(it -> it.getFileName().toString()).filter(it -> it.matches("\\d{16}\\.eml")).forEach(this::remember);
    }
    this.lastStamp = newest.isEmpty() ? 0 : stamp(newest.lastKey());
    this.server = SMTPServer.port(0).bindAddress(Loopback.address()).hostName("localhost").softwareName("Corkboard")
        .insertReceivedHeaders(false).maxMessageSize(MAX_BYTES).maxConnections(MAX_CONNECTIONS)
        .messageHandlerFactory(context -> new Receiver()).build();
  }

  public static LocalMailbox start(HomeFolder home) {
    try {
      LocalMailbox mailbox = new LocalMailbox(home.folder("mail"));
      mailbox.server.start();
      return mailbox;
    } catch (IOException | RuntimeException e) {
      throw new LocalStackException("The mailbox did not start in " + home.path() + ": " + e.getMessage(), e);
    }
  }

  public String host() {
    return Loopback.HOST;
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** The last thousand mails, the newest last. */
  public synchronized List<CaughtMail> list() throws IOException {
    List<CaughtMail> mails = new ArrayList<>(newest.size());
    for (var entry : newest.entrySet()) {
      if (entry.getValue().isEmpty()) {
        byte[] stored = Files.readAllBytes(folder.resolve(entry.getKey()));
        entry.setValue(Optional.of(MailParser.parse(stored, Instant.EPOCH.plusNanos(stamp(entry.getKey()) * 1000))));
      }
      mails.add(entry.getValue().get());
    }
    return mails;
  }

  @Override
  public void close() {
    server.stop();
  }

  private synchronized void store(byte[] mail) throws IOException {
    Instant now = Instant.now();
    lastStamp = Math.max(lastStamp + 1, now.getEpochSecond() * 1_000_000 + now.getNano() / 1000);
    String name = "%016d.eml".formatted(lastStamp);
    DurableFile.write(folder.resolve(name), mail);
    remember(name);
  }

  private void remember(String name) {
    newest.put(name, Optional.empty());
    if (newest.size() > LISTED) {
      newest.pollFirstEntry();
    }
  }

  private static long stamp(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private final class Receiver implements MessageHandler {

    private final List<String> recipients = new ArrayList<>();

    @Override
    public void from(String from) {
      recipients.clear();
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream in) throws IOException {
      byte[] received = in.readNBytes(MAX_BYTES + 1);
      if (received.length > MAX_BYTES) {
        throw new TooMuchDataException("More than " + MAX_BYTES + " bytes");
      }
      ByteArrayOutputStream mail = new ByteArrayOutputStream();
      mail.write((MailParser.ENVELOPE_TO + ": " + String.join(",\r\n ", recipients) + "\r\n")
          .getBytes(StandardCharsets.UTF_8));
      mail.write(received);
      store(mail.toByteArray());
      return null;
    }

    @Override
    public void done() {
      recipients.clear();
    }
  }
}
