package dev.corkboard.service.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.corkboard.domain.Origin;
import dev.corkboard.readmodel.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** One request to one endpoint, as the endpoint sees it: authenticated, with its body whole. */
public final class Call {
  private static final ObjectReader TREE = Json.mapper().reader()
      .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final HttpRequest request;
  private final List<String> variables;
  private final Optional<Principal> principal;
  private final String requestId;
  private final String address;
  private final Instant at;
  private final Query query;
  private final byte[] body;

  Call(HttpRequest request, List<String> variables, Optional<Principal> principal, String requestId, String address,
      Instant at, Query query, byte[] body) {
    this.request = request;
    this.variables = variables;
    this.principal = principal;
    this.requestId = requestId;
    this.address = address;
    this.at = at;
    this.query = query;
    this.body = body;
  }

  /** One of the calls for which this one stands: by the same person, at the same moment, with headers of its own. */
  Call part(String path, List<String> ofPath, Map<String, String> headers, byte[] ofBody) {
    List<HttpHeader> own = new ArrayList<>();
    headers.forEach((name, value) -> own.add(RawHeader.create(name, value)));
    return new Call(HttpRequest.POST(path).withHeaders(own), ofPath, principal, requestId, address, at,
        Query.parse("", Set.of()), ofBody);
  }

  /** What a failure means for whoever made the call. */
  Problem failed(Exception failure) {
    return Failures.problem(failure, request);
  }

  /** What stands in the place of the template's n-th variable, from 0. */
  public String variable(int n) {
    return variables.get(n);
  }

  /** The signed-in person; only where the endpoint's right asks for one. */
  public Principal principal() {
    return principal.orElseThrow();
  }

  /** The same where the right does not ask for one, or asks for a session in a cookie instead. */
  Optional<Principal> signedIn() {
    return principal;
  }

  public String requestId() {
    return requestId;
  }

  /** The client's address: the peer's, or what a trusted proxy says. */
  public String address() {
    return address;
  }

  /** When the request came, in whole milliseconds. */
  public Instant at() {
    return at;
  }

  /** The local date of the signed-in person. */
  public LocalDate today() {
    return LocalDate.ofInstant(at, principal().zone());
  }

  public Origin origin() {
    return new Origin(principal().username(), principal().admin(), at, requestId);
  }

  public Query query() {
    return query;
  }

  public Optional<String> header(String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  /** All values of a header that may come more than once, each split at its commas; the name in small letters. */
  public List<String> headers(String name) {
    return Headers.values(request, name);
  }

  /** A header as often as it came; the name in small letters. */
  public List<String> lines(String name) {
    return Headers.lines(request, name);
  }

  /** The media type of the body, with its parameters. */
  public String contentType() {
    return MediaTypes.contentType(request);
  }

  public byte[] body() {
    return body;
  }

  /** The body as JSON: UTF-8 without a fault, one value, no key twice, nothing after it. */
  public Parsed<JsonNode> json() {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonNode node = TREE.readTree(text);
      if (node == null || node.isMissingNode()) return malformed("The body is empty; JSON was expected.");
      return Parsed.good(node);
    } catch (CharacterCodingException notUtf8) {
      return malformed("The body is not UTF-8.");
    } catch (JsonProcessingException notJson) {
      return malformed("The body is not valid JSON" + place(notJson.getLocation()) + ".");
    } catch (NumberFormatException | ArithmeticException absurdNumber) {
      return malformed("The body has a number that is out of all range.");
    }
  }

  private static String place(JsonLocation location) {
    return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static <T> Parsed<T> malformed(String detail) {
    return Parsed.bad(Problem.badRequest("malformed", detail));
  }
}
