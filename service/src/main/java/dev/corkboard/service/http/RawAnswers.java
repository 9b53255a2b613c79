package dev.corkboard.service.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;

/** Answers, as bytes, to what never becomes a request; its origin is looked for in what came of it. */
final class RawAnswers {
  private static final Pattern ORIGIN = Pattern.compile("(?im)^origin:[ \\t]*(\\S+)[ \\t]*\\r?$");
  private static final Pattern TRANSFER_ENCODING = Pattern.compile("(?im)^transfer-encoding:");
  private static final String END = "\r\n";

  private final Requests requests;
  private final SharedHeaders shared;

  RawAnswers(Requests requests, SharedHeaders shared) {
    this.requests = requests;
    this.shared = shared;
  }

  ByteString tooSlow(ByteString head) {
    return answer(Problem.of(408, "too-slow", "The request line and its headers did not come in time."), head);
  }

  ByteString headTooLarge(ByteString head) {
    return answer(Headers.tooLarge(), head);
  }

  ByteString noRoom(ByteString head) {
    return answer(Problem.overloaded(), head);
  }

  /** RFC 9112, 6.1: HTTP/1.0 knows no chunks, so nobody can tell where such a request ends. */
  boolean isBadlyFramed(ByteString head, ByteString last) {
    if (last.indexOf((byte) '\n') < 0) return false;
    int firstLine = head.indexOf((byte) '\n');
    return head.take(firstLine + 1).decodeString(ISO_8859_1).stripTrailing().endsWith(" HTTP/1.0")
        && TRANSFER_ENCODING.matcher(head.decodeString(ISO_8859_1)).find();
  }

  ByteString badFraming(ByteString head) {
    return answer(Problem.badRequest("malformed-request", "HTTP/1.0 has no Transfer-Encoding."), head);
  }

  /** When not even a connection can be had. */
  ByteString noPlace() {
    return answer(Problem.overloaded(), ByteString.emptyByteString());
  }

  /** Pekko HTTP's answer to what it cannot read has not the headers that all others have. */
  ByteString completed(ByteString answer, ByteString head) {
    String text = answer.decodeString(ISO_8859_1);
    int firstLine = text.indexOf(END) + END.length();
    if (!text.startsWith("HTTP/") || firstLine < END.length()) return answer;
    if (text.startsWith("HTTP/1.1 500 ")) return notUnderstood(head);
    List<HttpHeader> missing = shared.of(origin(head), Optional.empty()).stream()
        .filter(header -> !text.contains(END + header.name() + ": ")).toList();
    return ByteString.fromString(text.substring(0, firstLine) + lines(missing) + text.substring(firstLine), ISO_8859_1);
  }

  /** No endpoint has seen it: what Pekko HTTP stumbles over is the client's mistake. */
  private ByteString notUnderstood(ByteString head) {
    return answer(Problem.badRequest("malformed-request", "The request is not valid HTTP."), head);
  }

  private ByteString answer(Problem problem, ByteString head) {
    requests.done(Requests.NO_ROUTE, "-", problem.status(), Requests.NOBODY, 0);
    HttpResponse response = Responses.of(problem.answer(), HttpRequest.create("/"), UUID.randomUUID().toString())
        .addHeaders(shared.of(origin(head), Optional.empty()));
    HttpEntity.Strict body = (HttpEntity.Strict) response.entity();
    return ByteString.fromString("HTTP/1.1 " + response.status().intValue() + " " + response.status().reason() + END
        + lines(response.getHeaders()) + "Connection: close" + END + "Content-Type: " + body.getContentType() + END
        + "Content-Length: " + body.getData().size() + END + END, UTF_8).concat(body.getData());
  }

  private static String lines(Iterable<HttpHeader> headers) {
    StringBuilder lines = new StringBuilder();
    for (HttpHeader header : headers)
      lines.append(header.name()).append(": ").append(header.value()).append(END);
    return lines.toString();
  }

  private static Optional<String> origin(ByteString head) {
    Matcher line = ORIGIN.matcher(head.decodeString(ISO_8859_1));
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }
}
