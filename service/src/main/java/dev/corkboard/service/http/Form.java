package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one field of a form, in either of the two ways in which forms are sent. */
final class Form {
  private static final String MULTIPART = "multipart/form-data";
  static final Set<String> TYPES = Set.of("application/x-www-form-urlencoded", MULTIPART);
  private static final int LONGEST_VALUE = 100;

  private Form() {}

  /** The first of these fields that is there, as {@code name=value}. */
  static Optional<String> first(Call call, Set<String> names) {
    if (call.body().length == 0) return Optional.empty();
    return call.contentType().toLowerCase(Locale.ROOT).startsWith(MULTIPART)
        ? multipart(call, names)
        : urlEncoded(new String(call.body(), ISO_8859_1), names);
  }

  private static Optional<String> urlEncoded(String body, Set<String> names) {
    Query form = Query.parse(body, names);
    return names.stream().sorted().flatMap(name -> form.all(name).stream().map(value -> name + "=" + value))
        .findFirst();
  }

  private static Optional<String> multipart(Call call, Set<String> names) {
    try {
      MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(call.body(), call.contentType()));
      for (int i = 0; i < parts.getCount(); i++) {
        Optional<String> name = name(parts.getBodyPart(i)).filter(names::contains);
        if (name.isPresent()) return Optional.of(name.get() + "=" + value(parts.getBodyPart(i)));
      }
      return Optional.empty();
    } catch (MessagingException | IOException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(BodyPart part) throws MessagingException {
    String[] disposition = part.getHeader("Content-Disposition");
    if (disposition == null || disposition.length != 1) return Optional.empty();
    return Optional.ofNullable(new ContentDisposition(disposition[0]).getParameter("name"));
  }

  private static String value(BodyPart part) throws MessagingException, IOException {
    return new String(part.getInputStream().readNBytes(LONGEST_VALUE), UTF_8).strip();
  }
}
