package dev.corkboard.service.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Lets pages of the configured origins call the API; nobody else's, and never with cookies. */
final class Cors {
  private static final String EXPOSED = "ETag, Link, Location, Position, X-Request-ID, Consistency-Token, Consistency,"
      + " Retry-After";

  private final List<String> origins;

  Cors(List<String> origins) {
    this.origins = List.copyOf(origins);
  }

  boolean isPreflight(HttpRequest request) {
    return request.method().value().equals("OPTIONS") && origin(request).filter(origins::contains).isPresent()
        && request.getHeader("Access-Control-Request-Method").isPresent();
  }

  /** Of the answer to a request. */
  List<HttpHeader> headers(HttpRequest request) {
    List<HttpHeader> headers = headers(origin(request));
    if (isPreflight(request)) {
      headers.add(RawHeader.create("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE"));
      headers.add(RawHeader.create("Access-Control-Allow-Headers",
          "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Consistency-Token, X-Request-ID,"
              + " Last-Event-ID"));
      headers.add(RawHeader.create("Access-Control-Max-Age", "600"));
    }
    return headers;
  }

  /** Of any answer to a page of this origin. */
  List<HttpHeader> headers(Optional<String> origin) {
    List<HttpHeader> headers = new ArrayList<>();
    if (origins.isEmpty()) return headers;
    headers.add(RawHeader.create("Vary", "Origin"));
    origin.filter(origins::contains).ifPresent(allowed -> {
      headers.add(RawHeader.create("Access-Control-Allow-Origin", allowed));
      headers.add(RawHeader.create("Access-Control-Expose-Headers", EXPOSED));
    });
    return headers;
  }

  private static Optional<String> origin(HttpRequest request) {
    return request.getHeader("Origin").map(HttpHeader::value);
  }
}
