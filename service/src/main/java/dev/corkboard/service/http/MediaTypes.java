package dev.corkboard.service.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.settings.ParserSettings;

/** Judges what a client sends (JSON in UTF-8, not compressed) and what it would accept. */
final class MediaTypes {
  private static final String PROBLEM = "application/problem+json";

  /** For an endpoint whose answers are of several types. */
  static final String ANY = "*/*";

  private MediaTypes() {}

  /** Otherwise Pekko forgets in which charset JSON claims to be. */
  static ParserSettings keepingCharsets(ParserSettings settings) {
    return settings.withCustomMediaTypes(org.apache.pekko.http.javadsl.model.MediaTypes
        .customWithOpenCharset("application", "json", Map.of(), false));
  }

  static Optional<Problem> problem(HttpRequest request, Endpoint endpoint) {
    if (!request.entity().isKnownEmpty() && !isJson(request)) {
      return Optional.of(Problem.of(415, "unsupported-media-type", "Send application/json in UTF-8, not compressed."));
    }
    List<String> accept = Headers.values(request, "accept").stream().map(range -> range.toLowerCase(Locale.ROOT))
        .toList();
    return accepts(accept, endpoint.produces())
        ? Optional.empty()
        : Optional.of(Problem.of(406, "not-acceptable", "Only " + endpoint.produces() + " can be had here."));
  }

  private static boolean isJson(HttpRequest request) {
    boolean plain = Headers.values(request, "content-encoding").stream().allMatch("identity"::equalsIgnoreCase);
    ContentType type = request.entity().getContentType();
    String[] parts = type.toString().toLowerCase(Locale.ROOT).split(";");
    boolean json = parts[0].strip().equals("application/json")
        || parts[0].strip().equals("application/merge-patch+json") && request.method().value().equals("PATCH");
    return plain && json && Arrays.stream(parts).skip(1).map(String::strip)
        .filter(parameter -> parameter.startsWith("charset="))
        .allMatch(parameter -> parameter.replace("\"", "").equals("charset=utf-8"));
  }

  /** The closest range decides: {@code application/json;q=0} refuses JSON, whatever {@code *}{@code /*} allows. */
  private static boolean accepts(List<String> accept, String produced) {
    if (accept.isEmpty() || produced.equals(ANY)) return true;
    String group = produced.substring(0, produced.indexOf('/')) + "/*";
    for (String closest : List.of(produced, PROBLEM, group, "*/*")) {
      List<String> found = accept.stream().filter(range -> type(range).equals(closest)).toList();
      if (!found.isEmpty()) return found.stream().anyMatch(range -> !isRefused(range));
    }
    return false;
  }

  private static String type(String range) {
    return range.split(";", 2)[0].strip();
  }

  private static boolean isRefused(String range) {
    return Arrays.stream(range.split(";")).skip(1).map(String::strip).anyMatch(p -> p.matches("q=0(\\.0*)?"));
  }
}
