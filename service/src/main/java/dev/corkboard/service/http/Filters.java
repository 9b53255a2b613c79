package dev.corkboard.service.http;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.corkboard.domain.Username;
import dev.corkboard.service.id.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what several lists filter by. */
final class Filters {
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.-]{1,30}");

  private Filters() {}

  static Optional<Username> user(Query query, String name) {
    return query.one(name, "a username", Filters::username);
  }

  static Optional<LocalDate> date(Query query, String name) {
    return query.one(name, "a date, as 2026-11-21", text -> switch (Reader.date().read(
        TextNode.valueOf(text))) {
      case Reader.Value(Object date) -> Optional.of((LocalDate) date);
      case Reader.Wrong wrong -> Optional.empty();
    });
  }

  /** A plus sign that was not escaped has become a space on the way; nothing else can stand there. */
  static Optional<Instant> instant(String text) {
    return Reader.parseInstant(text.replaceFirst(" (?=\\d\\d:\\d\\d$)", "+")).map(Instant.class::cast);
  }

  static Optional<Instant> instant(Query query, String name) {
    return query.one(name, "an instant, as 2026-11-21T07:00:00.000Z", Filters::instant);
  }

  /** An id of a post, tweet, sprint or task. */
  static Optional<String> id(String text) {
    return Ids.isId(text) ? Optional.of(text) : Optional.empty();
  }

  static Optional<Boolean> flag(Query query, String name) {
    return query.one(name, "true or false", text -> switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    });
  }

  /** Checked before it is folded: some letters that are no part of ASCII fold to one that is. */
  static Optional<Username> username(String text) {
    if (!USERNAME.matcher(text).matches()) return Optional.empty();
    return Optional.of(new Username(text.toLowerCase(Locale.ROOT)));
  }
}
