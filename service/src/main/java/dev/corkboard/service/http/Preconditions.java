package dev.corkboard.service.http;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** If-Match and If-None-Match. Proxies that compress weaken an ETag ({@code W/"3"}); it still names its revision. */
final class Preconditions {
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(0|[1-9]\\d{0,17})\"");

  private Preconditions() {}

  static String etag(long revision) {
    return "\"" + revision + "\"";
  }

  /** The revision that the sender knows; empty for any. */
  static Parsed<OptionalLong> ifMatch(Call call) {
    List<String> given = call.headers("if-match");
    boolean absent = call.header("If-Match").isEmpty();
    if (absent || given.equals(List.of("*"))) return Parsed.good(OptionalLong.empty());
    Matcher matcher = ETAG.matcher(String.join(",", given));
    if (matcher.matches()) return Parsed.good(OptionalLong.of(Long.parseLong(matcher.group(1))));
    return Parsed.bad(Problem.badRequest("malformed-if-match", "If-Match takes one revision, as \"3\", or *."));
  }

  /** Whether the sender has this revision already. */
  static boolean isKnown(Call call, long revision) {
    return isKnown(call, etag(revision));
  }

  /** Whether the sender has the content with this tag already. */
  static boolean isKnown(Call call, String etag) {
    return call.headers("if-none-match").stream()
        .anyMatch(given -> given.equals("*") || given.equals(etag) || given.equals("W/" + etag));
  }
}
