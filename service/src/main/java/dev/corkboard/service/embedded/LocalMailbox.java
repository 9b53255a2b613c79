package dev.corkboard.service.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * An SMTP server on loopback that sends nothing on: each mail is on disk before it is acknowledged. It takes mails only
 * from who has its password, which is a new one at each start, so that no other user of the machine can plant any.
 */
public final class LocalMailbox implements Part, AutoCloseable {

  private static final String USER = "corkboard";
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_CONNECTIONS = 20;
  private static final int MAX_RECIPIENTS = 100;
  private static final int ANY_PORT = 0;
  private static final byte[] READY = {'2', '2', '0'};

  private final MailFolder mails;
  private final String password = Loopback.newPassword();
  private final int port;
  private final Greeting greeting;
  private volatile SMTPServer server;

  private LocalMailbox(MailFolder mails) throws IOException {
    this.mails = mails;
    this.server = run(ANY_PORT);
    this.port = server.getPortAllocated();
    this.greeting = new Greeting(port, new byte[0], READY);
  }

  public static LocalMailbox start(HomeFolder home) {
    try {
      return new LocalMailbox(new MailFolder(home.folder("mail")));
    } catch (IOException | RuntimeException e) {
      throw new LocalStackException("The mailbox did not start in " + home.path() + ": " + e.getMessage(), e);
    }
  }

  public String host() {
    return Loopback.HOST;
  }

  public int port() {
    return port;
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  /** The newest mails, at most a thousand and some four megabytes, the newest last. */
  public List<CaughtMail> list() throws IOException {
    return mails.list();
  }

  /** Another number than before if a mail has come since. */
  public long state() {
    return mails.lastStamp();
  }

  @Override
  public String name() {
    return "The mailbox";
  }

  @Override
  public boolean runs() {
    return greeting.comes();
  }

  @Override
  public void startAgain() throws IOException {
    server.stop();
    server = run(port);
  }

  @Override
  public void close() {
    server.stop();
  }

  private SMTPServer run(int onPort) throws IOException {
    SMTPServer started = SMTPServer.port(onPort).bindAddress(Loopback.address()).hostName("localhost")
        .softwareName("Corkboard").insertReceivedHeaders(false).maxMessageSize(MAX_BYTES)
        .maxConnections(MAX_CONNECTIONS).maxRecipients(MAX_RECIPIENTS)
        .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::signIn)).requireAuth(true)
        .messageHandlerFactory(context -> new Receiver()).build();
    started.start();
    return started;
  }

  private void signIn(String user, String given, MessageContext context) throws LoginFailedException {
    if (!USER.equals(user) || !MessageDigest.isEqual(password.getBytes(StandardCharsets.US_ASCII),
        given.getBytes(StandardCharsets.UTF_8))) {
      throw new LoginFailedException();
    }
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
      mails.store(mail.toByteArray());
      return null;
    }

    @Override
    public void done() {
      recipients.clear();
    }
  }
}
