package dev.corkboard.service.http;

import dev.corkboard.service.auth.BadField;
import dev.corkboard.service.auth.Refusal;
import dev.corkboard.service.auth.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the accounts refuse, as clients are told it. */
final class Refusals {
  private Refusals() {}

  /** What comes of the result; of a refusal, its problem. */
  static <T> Answer then(Result<T> result, Function<T, Answer> next) {
    return switch (result) {
      case Result.Done<T>(T value) -> next.apply(value);
      case Result.Refused<T>(Refusal refusal) -> problem(refusal).answer();
    };
  }

  static Problem problem(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid(List<BadField> fields) -> Problem.invalid(fields.stream().map(Refusals::error).toList());
      case Refusal.WrongPassword(String field) -> field(field, "wrong-password", "This is not your password.");
      case Refusal.BadResetToken() ->
        field("token", "bad-reset-token", "This token was used, is too old, or never was: ask for another mail.");
      case Refusal.BadConfirmToken() ->
        field("token", "bad-confirm-token", "This token was used, is too old, or never was: ask for another mail.");
      case Refusal.BadInvitation() -> field("invitation", "bad-invitation",
          "This invitation was used, is too old, was taken back, or is for another address: ask for another.");
      case Refusal.TooManyInvitations() ->
        Problem.of(409, "too-many-invitations", "As many invitations wait as can be; take some back.");
      case Refusal.NothingToConfirm() ->
        Problem.of(409, "nothing-to-confirm", "No address of yours waits to be confirmed.");
      case Refusal.UnknownUser() -> Problem.notFound();
      case Refusal.LastAdmin() -> Problem.of(409, "last-admin", "Nobody else is an active administrator.");
      case Refusal.Taken(String code, String detail) -> Problem.of(409, code, detail);
      case Refusal.BadCredentials() -> Problem.unauthorized("bad-credentials", "No active account has this password.");
      case Refusal.BadRefreshToken() -> Problem.unauthorized("bad-refresh-token", "This token refreshes nothing.");
      case Refusal.SessionRevoked() -> Problem.unauthorized("session-revoked", "The session has ended: sign in again.");
      case Refusal.TooManyAttempts(Duration retryAfter) ->
        later(429, "too-many-attempts", "Too many wrong passwords from here; wait a while.", retryAfter);
      case Refusal.TooManyRequests(Duration retryAfter) ->
        later(429, "too-many-requests", "Too many requests of this kind from here; wait a while.", retryAfter);
      case Refusal.Busy(Duration retryAfter) -> later(503, "busy", "Too many are signing in right now.", retryAfter);
    };
  }

  private static Problem.FieldError error(BadField bad) {
    return new Problem.FieldError(bad.field(), bad.code(), bad.detail());
  }

  /** A code that clients wait for stands on top and with its field. */
  private static Problem field(String field, String code, String detail) {
    return new Problem(400, code, detail, List.of(new Problem.FieldError(field, code, detail)),
        Optional.empty(), Map.of());
  }

  private static Problem later(int status, String code, String detail, Duration retryAfter) {
    return Problem.of(status, code, detail).with("Retry-After", Long.toString(retryAfter.toSeconds()));
  }
}
