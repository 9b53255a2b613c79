package dev.corkboard.service.http;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.readmodel.query.Packed;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** What an endpoint answers: content, a stream, nothing, or a problem. */
public sealed interface Answer {

  /** A body, already serialised; JSON unless it says otherwise. */
  record Content(int status, String contentType, Packed body, List<HttpHeader> headers) implements Answer {}

  /** A body that has no end, or one far away; its parts are sent as they come. */
  record Stream(String contentType, Source<ByteString, ?> body, List<HttpHeader> headers) implements Answer {}

  /** A status without a body. */
  record Empty(int status, List<HttpHeader> headers) implements Answer {}

  /** A refusal or a failure, as problem+json. */
  record Failed(Problem problem) implements Answer {}

  String JSON = "application/json";

  static Answer ok(Object value) {
    return json(200, Json.bytes(value));
  }

  static Answer json(int status, byte[] body) {
    return json(status, new Packed(body));
  }

  /** For a cached body, so that it is compressed once for all clients. */
  static Answer json(int status, Packed body) {
    return new Content(status, JSON, body, List.of());
  }

  static Answer content(String type, byte[] body) {
    return content(type, new Packed(body));
  }

  static Answer content(String type, Packed body) {
    return new Content(200, type, body, List.of());
  }

  static Answer stream(String type, Source<ByteString, ?> body) {
    return new Stream(type, body, List.of());
  }

  static Answer created(String location, byte[] body) {
    return json(201, body).with("Location", location);
  }

  static Answer status(int status) {
    return new Empty(status, List.of());
  }

  static Answer noContent() {
    return status(204);
  }

  /** The same answer with one more header; a problem keeps its own. */
  default Answer with(String header, String value) {
    return switch (this) {
      case Content(int status, String type, Packed body, List<HttpHeader> headers) ->
        new Content(status, type, body, plus(headers, header, value));
      case Stream(String type, Source<ByteString, ?> body, List<HttpHeader> headers) ->
        new Stream(type, body, plus(headers, header, value));
      case Empty(int status, List<HttpHeader> headers) -> new Empty(status, plus(headers, header, value));
      case Failed failed -> new Failed(failed.problem().with(header, value));
    };
  }

  static List<HttpHeader> plus(List<HttpHeader> headers, String name, String value) {
    List<HttpHeader> more = new ArrayList<>(headers);
    more.add(RawHeader.create(name, value));
    return more;
  }
}
