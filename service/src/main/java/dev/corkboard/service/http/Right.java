package dev.corkboard.service.http;

/** Who may call an endpoint; every endpoint declares one. Rights on single objects are the deciders'. */
public enum Right {
  /** Anybody, signed in or not. */
  OPEN,
  /** Whoever has a valid token. */
  SIGNED_IN,
  /** Whoever has a valid token, or sends a cookie; whether that opens a session, the endpoint judges. */
  SESSION,
  /** Administrators only. */
  ADMIN,
  /** Anybody who works at this machine; from elsewhere administrators only. */
  LOCAL
}
