package dev.corkboard.service.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** Reads a stored mail: addresses without names, the first plain text and the first HTML. */
final class MailParser {

  static final String ENVELOPE_TO = "X-Envelope-To";

  private MailParser() {}

  static CaughtMail parse(byte[] stored, Instant at) {
    try {
      MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(stored));
      return new CaughtMail(recipients(message), sender(message), orEmpty(message.getSubject()),
          body(message, "text/plain").orElse(""), body(message, "text/html").orElse(""), at,
          orEmpty(message.getMessageID()));
    } catch (MessagingException | IOException e) {
      return new CaughtMail(List.of(), "", "(unreadable mail)", "", "", at, "");
    }
  }

  // Ours is the first: the mail itself may bring a header of this name along.
  private static List<String> recipients(MimeMessage message) throws MessagingException {
    String[] envelopes = message.getHeader(ENVELOPE_TO);
    if (envelopes == null) {
      throw new MessagingException("Not a mail that we stored");
    }
    return Arrays.stream(envelopes[0].split(",")).map(String::strip).toList();
  }

  private static String sender(MimeMessage message) throws MessagingException {
    Address[] from = message.getFrom();
    return from != null && from.length > 0 && from[0] instanceof InternetAddress address
        ? orEmpty(address.getAddress())
        : "";
  }

  private static Optional<String> body(Part part, String type) throws MessagingException, IOException {
    if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      return Optional.empty();
    }
    if (part.isMimeType(type)) {
      return Optional.of(part.getContent().toString());
    }
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart child = parts.getBodyPart(i);
        Optional<String> found = body(child, type);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }
}
