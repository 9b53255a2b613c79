package dev.corkboard.service.http;

import dev.corkboard.readmodel.query.Packed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * A body in the content coding that the client takes: JSON under /api as gzip. Nothing else: what is told under /auth
 * are secrets, and how well they pack with what a stranger chose would tell of them.
 *
 * <p>The ETag is the same for both. It names the revision or the content, of which either coding is a form, and clients
 * send it back in If-Match; there are no ranges, for which the bytes would count.
 */
record Coded(byte[] bytes, List<HttpHeader> headers) {
  private static final Pattern REFUSED = Pattern.compile(".*;[qQ]=0(\\.0{0,3})?");
  private static final HttpHeader VARIES = RawHeader.create("Vary", "Accept-Encoding");
  private static final List<HttpHeader> PLAIN = List.of(VARIES);
  private static final List<HttpHeader> GZIP = List.of(VARIES, RawHeader.create("Content-Encoding", "gzip"));

  static Coded of(Packed body, ContentType type, HttpRequest request) {
    boolean either = body.plain().length > Packed.SMALL && type.mediaType().toString().endsWith("json")
        && PathSegments.isUnder(request.getUri(), "api");
    if (!either) return new Coded(body.plain(), List.of());
    Optional<byte[]> zipped = takesGzip(Headers.values(request, "accept-encoding")) ? body.zipped() : Optional.empty();
    return zipped.map(bytes -> new Coded(bytes, GZIP)).orElseGet(() -> new Coded(body.plain(), PLAIN));
  }

  static boolean takesGzip(List<String> accepted) {
    return takes(accepted, List.of("gzip", "x-gzip"));
  }

  /** RFC 9110, 12.5.3: what is named counts more than {@code *}; a weight of 0 refuses. */
  static boolean takes(List<String> accepted, List<String> names) {
    Optional<String> named = accepted.stream().filter(range -> names.stream().anyMatch(name -> isCoding(range, name)))
        .findFirst();
    return named.or(() -> accepted.stream().filter(range -> isCoding(range, "*")).findFirst())
        .filter(range -> !REFUSED.matcher(range.replace(" ", "")).matches()).isPresent();
  }

  private static boolean isCoding(String range, String coding) {
    return range.split(";", 2)[0].strip().equalsIgnoreCase(coding);
  }
}
