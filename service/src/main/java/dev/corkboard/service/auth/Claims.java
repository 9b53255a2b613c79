package dev.corkboard.service.auth;

import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Instant;

/** What a verified access token says; the names are those of the token. */
public record Claims(String iss, String aud, String sub, String username, boolean admin, String sid, String jti,
    long iat, long exp) {

  static Claims of(DecodedJWT token) {
    return new Claims(token.getIssuer(), token.getAudience().getFirst(), token.getSubject(),
        token.getClaim("username").asString(), token.getClaim("admin").asBoolean(), token.getClaim("sid").asString(),
        token.getId(), token.getIssuedAtAsInstant().getEpochSecond(), token.getExpiresAtAsInstant().getEpochSecond());
  }

  Instant expiresAt() {
    return Instant.ofEpochSecond(exp);
  }
}
