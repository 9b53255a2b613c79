package dev.corkboard.service.http;

/** Who may call an endpoint; every endpoint declares one. Rights on single objects are the deciders'. */
public enum Right {
  /** Anybody, signed in or not. */
  OPEN,
  /** Whoever has a valid token. */
  SIGNED_IN,
  /** A valid token or any session cookie; the endpoint checks the cookie. */
  SESSION,
  /** Administrators only. */
  ADMIN,
  /** Anybody who works at this machine; from elsewhere administrators only. */
  LOCAL
}
