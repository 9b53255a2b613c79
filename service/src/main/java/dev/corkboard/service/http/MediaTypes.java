package dev.corkboard.service.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.settings.ParserSettings;

/** Judges what a client sends (JSON in UTF-8, not compressed) and what it would accept. */
final class MediaTypes {
  private static final String PROBLEM = "application/problem+json";

  /** For an endpoint whose answers are of several types. */
  static final String ANY = "*/*";

  private static final Pattern PARAMETER = Pattern
      .compile("[\\w!#$%&'*+.^`|~-]+=(?:[\\w!#$%&'*+.^`|~-]+|\"[^\"]*\")");

  private MediaTypes() {}

  /** Otherwise Pekko forgets in which charset JSON claims to be. */
  static ParserSettings keepingCharsets(ParserSettings settings) {
    return settings.withCustomMediaTypes(org.apache.pekko.http.javadsl.model.MediaTypes
        .customWithOpenCharset("application", "json", Map.of(), false));
  }

  static Optional<Problem> problem(HttpRequest request, Endpoint endpoint) {
    if (!request.entity().isKnownEmpty() && !(endpoint.takesForms() ? isForm(request) : isJson(request))) {
      return Optional.of(Problem.of(415, "unsupported-media-type", endpoint.takesForms()
          ? "Send a form, not compressed."
          : "Send application/json in UTF-8, not compressed."));
    }
    return chosen(Headers.values(request, "accept"), endpoint.produces()).isPresent()
        ? Optional.empty()
        : Optional.of(Problem.of(406, "not-acceptable",
            "Only " + String.join(" or ", endpoint.produces()) + " can be had here."));
  }

  /** What the client would rather have, of what there is: by weight, then by how closely it is named. */
  static Optional<String> chosen(List<String> accept, List<String> produced) {
    if (accept.isEmpty() || produced.contains(ANY)) return Optional.of(produced.getFirst());
    List<String> ranges = accept.stream().map(range -> range.toLowerCase(Locale.ROOT)).toList();
    return produced.stream().map(type -> fit(ranges, type)).filter(fit -> fit.weight() > 0)
        .max(Comparator.comparingDouble(Fit::weight).thenComparingInt(Fit::closeness)
            .thenComparingInt(fit -> -produced.indexOf(fit.type())))
        .map(Fit::type);
  }

  private static boolean isPlain(HttpRequest request) {
    return Headers.values(request, "content-encoding").stream().allMatch("identity"::equalsIgnoreCase);
  }

  /**
   * The media type of a body, with its parameters. A header that Pekko cannot read it leaves among the others:
   * {@code application/json;} is one, though a parameter may be empty (RFC 9110, 5.6.6).
   */
  static String contentType(HttpRequest request) {
    return request.getHeader("Content-Type").map(HttpHeader::value)
        .orElseGet(() -> request.entity().getContentType().toString());
  }

  private static boolean isForm(HttpRequest request) {
    String type = contentType(request).toLowerCase(Locale.ROOT).split(";", -1)[0].strip();
    return isPlain(request) && Form.TYPES.contains(type);
  }

  private static boolean isJson(HttpRequest request) {
    boolean plain = isPlain(request);
    String[] parts = contentType(request).toLowerCase(Locale.ROOT).split(";", -1);
    boolean json = parts[0].strip().equals("application/json")
        || parts[0].strip().equals("application/merge-patch+json") && request.method().value().equals("PATCH");
    return plain && json && Arrays.stream(parts).skip(1).map(String::strip).allMatch(MediaTypes::isFitForJson);
  }

  private static boolean isFitForJson(String parameter) {
    if (parameter.startsWith("charset=")) return parameter.replace("\"", "").equals("charset=utf-8");
    return parameter.isEmpty() || PARAMETER.matcher(parameter).matches();
  }

  /** How well a type suits; with a weight of 0 it does not. */
  private record Fit(String type, double weight, int closeness) {}

  /** The closest range decides: {@code application/json;q=0} refuses JSON, whatever {@code *}{@code /*} allows. */
  private static Fit fit(List<String> ranges, String produced) {
    String group = produced.substring(0, produced.indexOf('/')) + "/*";
    List<String> closest = List.of(produced, PROBLEM, group, "*/*");
    for (int i = 0; i < closest.size(); i++) {
      String wanted = closest.get(i);
      OptionalDouble weight = ranges.stream().filter(range -> type(range).equals(wanted))
          .mapToDouble(MediaTypes::weight).max();
      if (weight.isPresent()) return new Fit(produced, weight.getAsDouble(), -i);
    }
    return new Fit(produced, 0, 0);
  }

  private static String type(String range) {
    return range.split(";", 2)[0].strip();
  }

  /** A weight that cannot be read counts as none given. */
  private static double weight(String range) {
    return Arrays.stream(range.split(";")).skip(1).map(String::strip).filter(p -> p.matches("q=[01](\\.\\d{0,3})?"))
        .mapToDouble(p -> Double.parseDouble(p.substring(2))).findFirst().orElse(1);
  }
}
