package dev.corkboard.service.auth;

import java.time.Duration;
import java.util.List;

/** Why something about accounts is not done. */
public sealed interface Refusal {

  /** Fields have values that cannot be. */
  record Invalid(List<BadField> fields) implements Refusal {
    public Invalid {
      fields = List.copyOf(fields);
    }
  }

  /** Somebody else has the name or the address already. */
  record Taken(String code, String detail) implements Refusal {
    static final Taken USERNAME = new Taken("username-taken", "This username is taken.");
    static final Taken EMAIL = new Taken("email-taken", "There is an account with this e-mail address.");
  }

  /** Wrong, unknown or inactive: which of them is not said. */
  record BadCredentials() implements Refusal {}

  /** Who is signed in gave a wrong password, in this field, to confirm something. */
  record WrongPassword(String field) implements Refusal {}

  /** The token lets nobody choose a new password: unknown, used or too old. */
  record BadResetToken() implements Refusal {}

  /** The token confirms no address: unknown, used or too old. */
  record BadConfirmToken() implements Refusal {}

  /** The invitation lets nobody in with this address: unknown, used, too old, taken back, or of another address. */
  record BadInvitation() implements Refusal {}

  /** The limit of open invitations is reached. */
  record TooManyInvitations() implements Refusal {}

  /** No address of the account waits to be confirmed. */
  record NothingToConfirm() implements Refusal {}

  /** There is no account of this name. */
  record UnknownUser() implements Refusal {}

  /** Somebody has to be left who can be an administrator. */
  record LastAdmin() implements Refusal {}

  /** The refresh token is none of ours, or too old. */
  record BadRefreshToken() implements Refusal {}

  /** The session has ended. */
  record SessionRevoked() implements Refusal {}

  /** Too many wrong passwords from this network, or for this account from this address. */
  record TooManyAttempts(Duration retryAfter) implements Refusal {}

  /** Too many requests from this address, or for this account. */
  record TooManyRequests(Duration retryAfter) implements Refusal {}

  /** Too many passwords wait for their hash. */
  record Busy(Duration retryAfter) implements Refusal {}
}
