package dev.corkboard.service.http;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** Turns answers into HTTP responses, with the headers that every one has. */
final class Responses {
  private static final ContentType PROBLEM = ContentTypes.parse("application/problem+json");
  private static final Map<String, ContentType> TYPES = new ConcurrentHashMap<>(
      Map.of(Answer.JSON, ContentTypes.APPLICATION_JSON));
  private static final List<HttpHeader> SAFETY = List.of(
      RawHeader.create("X-Content-Type-Options", "nosniff"),
      RawHeader.create("Referrer-Policy", "no-referrer"),
      RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"),
      RawHeader.create("Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"));
  /** A browser may keep what it reads, but asks each time whether it is still so; nothing of /auth is ever kept. */
  private static final HttpHeader REVALIDATE = RawHeader.create("Cache-Control", "private, no-cache");
  private static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");

  private Responses() {}

  static HttpResponse of(Answer answer, HttpRequest request, String requestId) {
    return switch (answer) {
      case Answer.Content(int status, String type, Packed body, List<HttpHeader> headers) ->
        response(status, type(type), body, headers, request, requestId);
      case Answer.Stream(String type, Source<ByteString, ?> body, List<HttpHeader> headers) ->
        HttpResponse.create().withHeaders(all(headers, request, requestId))
            .withEntity(HttpEntities.createChunked(type(type), body));
      case Answer.Empty(int status, List<HttpHeader> headers) ->
        HttpResponse.create().withStatus(StatusCodes.get(status))
            .withHeaders(all(headers, request, requestId)).withEntity(HttpEntities.EMPTY);
      case Answer.Failed(Problem problem) -> {
        List<HttpHeader> headers = new ArrayList<>();
        problem.headers().forEach((name, value) -> headers.add(RawHeader.create(name, value)));
        byte[] body = Json.bytes(problem.body(request.getUri().path(), requestId));
        yield response(problem.status(), PROBLEM, new Packed(body), headers, request, requestId);
      }
    };
  }

  private static HttpResponse response(int status, ContentType type, Packed body, List<HttpHeader> headers,
      HttpRequest request, String requestId) {
    Coded coded = Coded.of(body, type, request);
    List<HttpHeader> all = all(headers, request, requestId);
    all.addAll(coded.headers());
    return HttpResponse.create().withStatus(StatusCodes.get(status)).withHeaders(all)
        .withEntity(HttpEntities.create(type, ByteString.fromArrayUnsafe(coded.bytes())));
  }

  private static List<HttpHeader> all(List<HttpHeader> own, HttpRequest request, String requestId) {
    List<HttpHeader> headers = new ArrayList<>(own.size() + SAFETY.size() + 2);
    headers.addAll(own);
    for (HttpHeader header : SAFETY)
      addUnlessThere(headers, header, own);
    addUnlessThere(headers, PathSegments.isUnder(request.getUri(), "api") ? REVALIDATE : NO_STORE, own);
    headers.add(RawHeader.create(RequestId.HEADER, requestId));
    return headers;
  }

  /** An endpoint may know better: a page its policy, a file how long it keeps. */
  private static void addUnlessThere(List<HttpHeader> headers, HttpHeader header, List<HttpHeader> own) {
    for (HttpHeader given : own)
      if (given.is(header.lowercaseName())) return;
    headers.add(header);
  }

  private static ContentType type(String name) {
    return TYPES.computeIfAbsent(name, ContentTypes::parse);
  }

}
