package dev.corkboard.service.auth;

/** What a client gets when it signs in, and when it refreshes. */
public record TokenPair(String token, String refreshToken, String tokenType, long expiresIn) {

  static TokenPair of(Grant grant, Tokens tokens) {
    return new TokenPair(tokens.issue(grant.account(), grant.sessionId()), grant.refreshToken(), "Bearer",
        Tokens.LIFETIME.toSeconds());
  }

  @Override
  public String toString() {
    return "TokenPair[…]";
  }
}
