package dev.corkboard.service.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.json.FieldNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A refusal or failure as RFC 9457 has it. {@code code} is stable and for programs, {@code detail} for people; the
 * router adds the instance and the request id.
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, Optional<Race> race,
    Map<String, String> headers) {

  /** What is wrong with one field or query parameter. */
  public record FieldError(String field, String code, String detail) {}

  /** A field that was changed since: what it was, what the sender wants, what it is, and who made it that, when. */
  public record FieldConflict(String field, Object base, Object yours, Object theirs, Username by, Instant at) {}

  /** A lost race: the current revision, and the fields in conflict. */
  record Race(long revision, List<FieldConflict> conflicts) {}

  /** The body as it is sent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Body(String type, String title, int status, String detail, String instance, String code, String requestId,
      List<FieldError> errors, Long revision, List<FieldConflict> conflicts) {}

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Optional.empty(), Map.of());
  }

  /** 400 for fields or parameters that cannot be taken. */
  public static Problem invalid(List<FieldError> errors) {
    String detail = errors.size() == 1
        ? errors.getFirst().field() + ": " + errors.getFirst().detail()
        : errors.size() + " fields are invalid.";
    return new Problem(400, "invalid", detail, List.copyOf(errors), Optional.empty(), Map.of());
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

  static Problem needsToken() {
    return unauthorized("unauthorized", "A valid access token is needed.");
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

  /** A rejection, with the current revision of the resource. */
  public static Problem of(Rejection rejection, long revision) {
    return switch (rejection.kind()) {
      case INVALID -> invalid(FieldNames.snake(rejection.field().orElseThrow()), rejection.code(), rejection.detail());
      case NOT_FOUND -> notFound();
      case FORBIDDEN -> of(403, rejection.code(), rejection.detail());
      case CONFLICT -> of(409, rejection.code(), rejection.detail());
      case LOST_RACE -> lostRace(rejection.detail(), revision, List.of());
    };
  }

  public static Problem lostRace(String detail, long revision, List<FieldConflict> conflicts) {
    return new Problem(412, "lost-race", detail, List.of(), Optional.of(new Race(revision, conflicts)), Map.of());
  }

  public Problem with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Problem(status, code, detail, errors, race, more);
  }

  /** The same under a code that says more. */
  Problem as(String otherCode) {
    return new Problem(status, otherCode, detail, errors, race, headers);
  }

  public Answer answer() {
    return new Answer.Failed(this);
  }

  Body body(String instance, String requestId) {
    return new Body("urn:corkboard:problem:" + code, title(), status, detail, instance, code, requestId,
        errors.isEmpty() ? null : errors, race.map(Race::revision).orElse(null),
        race.map(Race::conflicts).orElse(null));
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
