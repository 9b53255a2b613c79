package dev.corkboard.service.http;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * If-Match and If-None-Match. Proxies that compress weaken an ETag ({@code W/"3"}, nginx) or lengthen it ({@code
 * "3-gzip"}, Apache; {@code "3--gzip"}, Jetty); it still names its revision.
 */
final class Preconditions {
  private static final String CODING = "(?:--?(?:gzip|x-gzip|deflate|br|zstd))?";
  private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(0|[1-9]\\d{0,17})" + CODING + "\"");
  private static final Pattern ANY_ETAG = Pattern.compile("(?:W/)?(\"[^\"]*?)" + CODING + "\"");
  private static final int MOST = 20;

  private Preconditions() {}

  static String etag(long revision) {
    return "\"" + revision + "\"";
  }

  /**
   * The revision that the sender knows; empty for any. Of several it is the newest that there is: if one of them is the
   * current one it is that, and else the one that the least was changed since.
   */
  static Parsed<OptionalLong> ifMatch(Call call, LongSupplier current) {
    List<String> given = call.headers("if-match");
    boolean absent = call.header("If-Match").isEmpty();
    if (absent || given.equals(List.of("*"))) return Parsed.good(OptionalLong.empty());
    List<Matcher> tags = given.stream().map(ETAG::matcher).toList();
    if (tags.isEmpty() || tags.size() > MOST || !tags.stream().allMatch(Matcher::matches)) {
      return Parsed.bad(Problem.badRequest("malformed-if-match",
          "If-Match takes a revision, as \"3\", up to 20 of them with commas between, or *."));
    }
    List<Long> revisions = tags.stream().map(tag -> Long.parseLong(tag.group(1))).distinct().sorted().toList();
    if (revisions.size() == 1) return Parsed.good(OptionalLong.of(revisions.getFirst()));
    long newest = current.getAsLong();
    long known = revisions.stream().filter(revision -> revision <= newest).reduce((older, newer) -> newer)
        .orElse(revisions.getFirst());
    return Parsed.good(OptionalLong.of(known));
  }

  /** Whether the sender has this revision already. */
  static boolean isKnown(Call call, long revision) {
    return isKnown(call, etag(revision));
  }

  /** Whether the sender has the content with this tag already. */
  static boolean isKnown(Call call, String etag) {
    return call.headers("if-none-match").stream().anyMatch(given -> given.equals("*") || plain(given).equals(etag));
  }

  private static String plain(String given) {
    Matcher tag = ANY_ETAG.matcher(given);
    return tag.matches() ? tag.group(1) + "\"" : given;
  }
}
