package dev.corkboard.service.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The headers of every answer that hang on the settings: who may call from a page, and that TLS is to be kept to. */
final class SharedHeaders {
  private static final HttpHeader KEEP_TO_TLS = RawHeader.create("Strict-Transport-Security", "max-age=31536000");

  private static final String VARY = "Vary";
  private static final String VARY_IN_SMALL = "vary";

  private final Cors cors;
  private final boolean overTls;

  SharedHeaders(Cors cors, URI publicUrl) {
    this.cors = cors;
    this.overTls = "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  /** With those of an answer to a request that was understood. */
  HttpResponse on(HttpResponse response, HttpRequest request) {
    List<HttpHeader> headers = new ArrayList<>(cors.headers(request));
    addTls(headers, request.getHeader("X-Forwarded-Proto").map(HttpHeader::value));
    if (headers.isEmpty()) return response;
    Optional<HttpHeader> varies = response.getHeader(VARY);
    if (varies.isEmpty()) return response.addHeaders(headers);
    headers.replaceAll(header -> header.is(VARY_IN_SMALL)
        ? RawHeader.create(VARY, header.value() + ", " + varies.get().value())
        : header);
    boolean merged = headers.stream().anyMatch(header -> header.is(VARY_IN_SMALL));
    return (merged ? response.removeHeader(VARY) : response).addHeaders(headers);
  }

  List<HttpHeader> of(Optional<String> origin, Optional<String> forwardedProtocol) {
    List<HttpHeader> headers = new ArrayList<>(cors.headers(origin));
    addTls(headers, forwardedProtocol);
    return headers;
  }

  /** A node is always reached over plain HTTP; the public address says what the client sees, a proxy may know better. */
  private void addTls(List<HttpHeader> headers, Optional<String> forwardedProtocol) {
    if (overTls && forwardedProtocol.map("https"::equalsIgnoreCase).orElse(true)) headers.add(KEEP_TO_TLS);
  }
}
