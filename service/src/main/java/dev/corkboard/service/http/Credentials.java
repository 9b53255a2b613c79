package dev.corkboard.service.http;

import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Takes the token from the Authorization header; the scheme is Bearer or, as older clients have it, JWT. */
final class Credentials {
  private Credentials() {}

  static Optional<String> token(HttpRequest request) {
    return request.getHeader("Authorization").map(HttpHeader::value).flatMap(Credentials::token);
  }

  static Optional<String> token(String credentials) {
    int space = credentials.indexOf(' ');
    if (space < 0) return Optional.empty();
    String scheme = credentials.substring(0, space);
    boolean known = scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("JWT");
    return known ? Optional.of(credentials.substring(space + 1).strip()) : Optional.empty();
  }
}
