package dev.corkboard.service.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instants as RFC 3339 writes them, and nothing that other formats allow besides: seconds and an offset of hours and
 * minutes are always there; t and z may be small; there may be any number of decimals, of which we keep milliseconds.
 */
final class Rfc3339 {
  private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d):(\\d\\d)"
      + "(?:\\.(\\d{1,3})\\d{0,40})?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");
  private static final int LEAP_SECOND = 60;
  /** Leap seconds end a June or a December, in UTC. */
  private static final Pattern BEFORE_LEAP_SECOND = Pattern.compile("\\d{4}-(06-30|12-31)T23:59:59(\\.\\d+)?Z");

  private Rfc3339() {}

  static Optional<Instant> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches() ? instant(parts) : Optional.empty();
  }

  private static Optional<Instant> instant(Matcher parts) {
    int second = Integer.parseInt(parts.group(3));
    boolean leap = second == LEAP_SECOND;
    try {
      Instant instant = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2)).atOffset(ZoneOffset.UTC)
          .withSecond(leap ? second - 1 : second).toInstant().plusMillis(millis(parts)).minus(offset(parts));
      if (!leap) return Optional.of(instant);
      // Our clocks count no leap seconds: it is the first one of the next day.
      boolean can = BEFORE_LEAP_SECOND.matcher(instant.toString()).matches();
      return can ? Optional.of(instant.plus(1, ChronoUnit.SECONDS)) : Optional.empty();
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static long millis(Matcher parts) {
    return parts.group(4) == null ? 0 : Long.parseLong((parts.group(4) + "00").substring(0, 3));
  }

  private static Duration offset(Matcher parts) {
    if (parts.group(5) == null) return Duration.ZERO;
    Duration offset = Duration.ofHours(Long.parseLong(parts.group(6))).plusMinutes(Long.parseLong(parts.group(7)));
    return parts.group(5).equals("-") ? offset.negated() : offset;
  }
}
