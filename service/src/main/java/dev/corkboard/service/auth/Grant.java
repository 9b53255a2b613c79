package dev.corkboard.service.auth;

/** A session and the refresh token that continues it; the token is written down nowhere else. */
record Grant(Account account, String sessionId, String refreshToken) {

  @Override
  public String toString() {
    return "Grant[" + account.username() + ", " + sessionId + "]";
  }
}
