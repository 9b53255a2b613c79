package dev.corkboard.service.reminder;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that keeps what it gets, and refuses as often as it is told. */
final class SmtpFake implements AutoCloseable {

  record Got(String id, String messageId, String to, String subject, String text, String html) {}

  final List<Got> mails = new CopyOnWriteArrayList<>();
  final Queue<RejectException> refusals = new ConcurrentLinkedQueue<>();
  private final SMTPServer server;

  SmtpFake() {
    server = SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress())
        .messageHandlerFactory(context -> new Receiver()).build();
    server.start();
  }

  int port() {
    return server.getPortAllocated();
  }

  List<String> subjects() {
    return mails.stream().map(Got::subject).toList();
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Receiver implements MessageHandler {
    private String to;

    @Override
    public void from(String from) {}

    @Override
    public void recipient(String recipient) throws RejectException {
      RejectException refusal = refusals.poll();
      if (refusal != null) throw refusal;
      to = recipient;
    }

    @Override
    public String data(InputStream data) throws IOException {
      try {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), data);
        Multipart parts = (Multipart) mail.getContent();
        mails.add(new Got(mail.getHeader("X-Corkboard-Message")[0], mail.getMessageID(), to, mail.getSubject(),
            text(parts.getBodyPart(0)), text(parts.getBodyPart(1))));
        return null;
      } catch (MessagingException broken) {
        throw new IOException(broken);
      }
    }

    private String text(BodyPart part) throws MessagingException, IOException {
      return part.getContent().toString();
    }

    @Override
    public void done() {}
  }
}
