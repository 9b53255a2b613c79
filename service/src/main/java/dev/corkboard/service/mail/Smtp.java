package dev.corkboard.service.mail;

import dev.corkboard.domain.EmailAddress;
import dev.corkboard.service.log.SingleLine;
import dev.corkboard.service.reminder.Messages;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** One connection to the SMTP server, kept from mail to mail; for one thread. */
final class Smtp implements AutoCloseable {
  private static final int IMPLICIT_TLS = 465;

  private final SmtpSettings settings;
  private final InternetAddress from;
  private final Session session;
  private Transport transport;

  Smtp(SmtpSettings settings) {
    this.settings = settings;
    try {
      from = new InternetAddress(settings.from(), true);
    } catch (MessagingException wrong) {
      throw new IllegalArgumentException("MAIL_FROM is not an address", wrong);
    }
    session = Session.getInstance(properties(settings));
  }

  private Properties properties(SmtpSettings settings) {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.connectiontimeout", "5000");
    properties.put("mail.smtp.timeout", "20000");
    properties.put("mail.smtp.writetimeout", "20000");
    properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put("mail.smtp.starttls.required",
        Boolean.toString(settings.user().isPresent() && settings.port() != IMPLICIT_TLS && !settings.embedded()));
    properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.port() == IMPLICIT_TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.localhost", domain()); // else a look-up of our own name, which can take long
    return properties;
  }

  /** Makes sure that the server is there; throws if it is not. */
  void connect() throws MessagingException {
    if (transport != null && transport.isConnected()) return;
    close();
    Transport fresh = session.getTransport("smtp");
    fresh.connect(settings.host(), settings.port(), settings.user().orElse(null), settings.password().orElse(null));
    transport = fresh;
  }

  void send(MimeMessage mail, String email) throws MessagingException {
    transport.sendMessage(mail, new InternetAddress[]{exactly(email)});
  }

  /** A mail on its way; throws if the address is none. */
  MimeMessage compose(Messages.Message message, Mail mail, Instant now) throws MessagingException {
    String id = messageId(message);
    MimeMessage mime = new MimeMessage(session) {
      @Override
      protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
      }
    };
    mime.setFrom(from);
    mime.setRecipient(RecipientType.TO, exactly(message.user().email()));
    mime.setSubject(SingleLine.of(mail.subject()), "UTF-8");
    mime.setSentDate(Date.from(now));
    mime.setHeader("Auto-Submitted", "auto-generated");
    mime.setHeader("X-Corkboard-Message", SingleLine.of(message.messageId()));
    if (mail.unsubscribe().isPresent()) { // RFC 2369, and RFC 8058 for the one click
      mime.setHeader("List-Unsubscribe", "<" + SingleLine.of(mail.unsubscribe().get()) + ">");
      mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    mime.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
    mime.saveChanges();
    return mime;
  }

  /** Not parsed: a parser takes a part of it for a comment, a name or a list, and the mail goes elsewhere. */
  private static InternetAddress exactly(String email) throws AddressException {
    if (EmailAddress.parse(email).isEmpty()) throw new AddressException("not an address that mail arrives at");
    InternetAddress address = new InternetAddress();
    address.setAddress(email);
    return address;
  }

  /** Whether the server's answer says that trying again is of no use. */
  static boolean permanent(MessagingException refusal) {
    boolean permanent = false;
    for (Throwable each = refusal; each != null; each = next(each)) {
      int code = code(each);
      if (code >= 400 && code < 500) return false;
      permanent |= code >= 500;
    }
    return permanent;
  }

  /** What the server said; it stands innermost. */
  static String answer(MessagingException refusal) {
    Throwable inner = refusal;
    while (next(inner) != null)
      inner = next(inner);
    return SingleLine.of(String.valueOf(inner.getMessage())).strip();
  }

  @Override
  public void close() {
    if (transport == null) return;
    try {
      transport.close();
    } catch (MessagingException alreadyGone) {
      // nothing to keep
    } finally {
      transport = null;
    }
  }

  private static Throwable next(Throwable each) {
    return each instanceof MessagingException chained ? chained.getNextException() : null;
  }

  private static int code(Throwable refusal) {
    return switch (refusal) {
      case SMTPSendFailedException failed -> failed.getReturnCode();
      case SMTPAddressFailedException failed -> failed.getReturnCode();
      case SMTPSenderFailedException failed -> failed.getReturnCode();
      default -> 0;
    };
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", subtype);
    return part;
  }

  /** The same for each repeat of a message, so that a receiver can drop it. */
  private String messageId(Messages.Message message) {
    return "<" + Letter.hash(message.messageId().getBytes(StandardCharsets.UTF_8)) + "@" + domain() + ">";
  }

  private String domain() {
    return from.getAddress().substring(from.getAddress().indexOf('@') + 1);
  }
}
