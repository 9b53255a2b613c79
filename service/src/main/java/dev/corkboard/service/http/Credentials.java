package dev.corkboard.service.http;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Takes the token from the Authorization header; the scheme is Bearer or, as older clients have it, JWT. Of two such
 * headers neither counts: who is in between may have looked at the other one.
 */
final class Credentials {
  private Credentials() {}

  static Optional<String> token(HttpRequest request) {
    List<String> given = Headers.lines(request, "authorization");
    return given.size() == 1 ? token(given.getFirst()) : Optional.empty();
  }

  static Optional<String> token(String credentials) {
    int space = credentials.indexOf(' ');
    if (space < 0) return Optional.empty();
    String scheme = credentials.substring(0, space);
    boolean known = scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("JWT");
    return known ? Optional.of(credentials.substring(space + 1).strip()) : Optional.empty();
  }
}
