package dev.corkboard.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corkboard.domain.Rejection;
import dev.corkboard.readmodel.json.FieldNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A refusal or failure as RFC 9457 has it. {@code code} is stable and for programs, {@code detail} for people; the
 * router adds the instance and the request id.
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, List<FieldConflict> conflicts,
    Map<String, String> headers) {

  /** What is wrong with one field or query parameter. */
  public record FieldError(String field, String code, String detail) {}

  /** A field that was changed since: what it was, what the sender wants, what it is. */
  public record FieldConflict(String field, Object base, Object yours, Object theirs) {}

  /** The body as it is sent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String type, String title, int status, String detail, String instance, String code, String requestId,
      List<FieldError> errors, List<FieldConflict> conflicts) {}

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), List.of(), Map.of());
  }

  /** 400 for fields or parameters that cannot be taken. */
  public static Problem invalid(List<FieldError> errors) {
    String detail = errors.size() == 1
        ? errors.getFirst().field() + ": " + errors.getFirst().detail()
        : errors.size() + " fields are invalid.";
    return new Problem(400, "invalid", detail, List.copyOf(errors), List.of(), Map.of());
  }

  public static Problem invalid(String field, String code, String detail) {
    return invalid(List.of(new FieldError(field, code, detail)));
  }

  public static Problem badRequest(String code, String detail) {
    return of(400, code, detail);
  }

  public static Problem unauthorized(String code, String detail) {
    return of(401, code, detail).with("WWW-Authenticate", "Bearer realm=\"api\"");
  }

  public static Problem notFound() {
    return of(404, "not-found", "There is nothing here.");
  }

  public static Problem unavailable(String detail) {
    return of(503, "unavailable", detail).with("Retry-After", "2");
  }

  /** Others take all the room there is for requests. */
  static Problem overloaded() {
    return of(503, "overloaded", "Too much is being received or worked on at once; nothing was done. Try again.")
        .with("Retry-After", "2");
  }

  /** Nothing was stored, as for the answer to a write room is taken before it is carried out. */
  static Problem noRoom() {
    return unavailable("There is no room for the answer now: earlier ones have not been taken yet. Nothing was done.");
  }

  public static Problem of(Rejection rejection) {
    return switch (rejection.kind()) {
      case INVALID -> invalid(FieldNames.snake(rejection.field().orElseThrow()), rejection.code(), rejection.detail());
      case NOT_FOUND -> notFound();
      case FORBIDDEN -> of(403, rejection.code(), rejection.detail());
      case CONFLICT -> of(409, rejection.code(), rejection.detail());
      case LOST_RACE -> lostRace(rejection.detail(), List.of());
    };
  }

  public static Problem lostRace(String detail, List<FieldConflict> conflicts) {
    return new Problem(412, "lost-race", detail, List.of(), conflicts, Map.of());
  }

  public Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, errors, conflicts, more);
  }

  /** The same under a code that says more. */
  Problem as(String otherCode) {
    return new Problem(status, otherCode, detail, errors, conflicts, headers);
  }

  public Answer answer() {
    return new Answer.Failed(this);
  }

  Body body(String instance, String requestId) {
    return new Body("urn:corkboard:problem:" + code, title(), status, detail, instance, code, requestId,
        errors.isEmpty() ? null : errors, status == 412 ? conflicts : null);
  }

  private String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 410 -> "Gone";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 503 -> "Service Unavailable";
      default -> status >= 500 ? "Internal Server Error" : "Bad Request";
    };
  }
}
