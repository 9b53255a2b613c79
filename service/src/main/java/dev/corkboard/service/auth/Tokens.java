package dev.corkboard.service.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.Verification;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.service.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes and verifies access tokens (JWT, ES256, RFC 9068's type). Verified ones are remembered: a check is 0.4 ms. */
final class Tokens {

  static final Duration LIFETIME = Duration.ofMinutes(10);
  static final Duration LEEWAY = Duration.ofSeconds(30);
  /** Ours have about 600 characters. */
  static final int LONGEST = 2_048;
  private static final String TYPE = "at+jwt";
  private static final long REMEMBERED_CHARACTERS = 8 << 20;

  /** The claims of a token that was checked, and the key that it was checked with. */
  private record Verified(Claims claims, String kid) {}

  private final SigningKeys keys;
  private final String issuer;
  private final String audience;
  private final Clock clock;
  private final Cache<String, Verified> verified = Caffeine.newBuilder().maximumWeight(REMEMBERED_CHARACTERS)
      .weigher((String token, Verified claims) -> token.length()).expireAfterWrite(LIFETIME.plus(LEEWAY)).build();

  Tokens(SigningKeys keys, String issuer, String audience, Clock clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.audience = audience;
    this.clock = clock;
  }

  String issue(Account account, String sessionId) {
    SigningKey key = keys.signing();
    Instant now = clock.instant();
    return JWT.create().withHeader(Map.of("typ", TYPE)).withKeyId(key.kid()).withIssuer(issuer).withAudience(audience)
        .withSubject(account.id()).withClaim("username", account.username().value())
        .withClaim("admin", account.isAdmin()).withClaim("sid", sessionId).withJWTId(Ids.next()).withIssuedAt(now)
        .withExpiresAt(now.plus(LIFETIME)).sign(Algorithm.ECDSA256(key.open(), key.secret()));
  }

  /** The claims if the token is ours and not over; whether its session is, {@link Authentication} knows. */
  Optional<Claims> verify(String token) {
    if (token.length() > LONGEST) return Optional.empty();
    Verified known = verified.getIfPresent(token);
    if (known != null) return Optional.of(known).filter(this::stillHolds).map(Verified::claims);
    Optional<Verified> checked = check(token).filter(this::stillHolds);
    checked.ifPresent(it -> verified.put(token, it));
    return checked.map(Verified::claims);
  }

  private boolean stillHolds(Verified token) {
    return token.claims().expiresAt().plus(LEEWAY).isAfter(clock.instant()) && keys.verifying(token.kid()).isPresent();
  }

  private Optional<Verified> check(String token) {
    if (!isAsWritten(token)) return Optional.empty();
    try {
      DecodedJWT decoded = JWT.decode(token);
      if (!TYPE.equals(decoded.getType()) || !decoded.getHeaderClaim("crit").isMissing()) return Optional.empty();
      Optional<SigningKey> key = Optional.ofNullable(decoded.getKeyId()).flatMap(keys::verifying);
      return key.map(it -> new Verified(Claims.of(verifier(it).verify(decoded)), it.kid()));
    } catch (JWTVerificationException e) {
      return Optional.empty();
    }
  }

  /** The library takes each part with other characters at its end that decode to the same. */
  private static boolean isAsWritten(String token) {
    return Stream.of(token.split("\\.", -1)).allMatch(part -> Base64Url.decode(part).isPresent());
  }

  private JWTVerifier verifier(SigningKey key) {
    Verification rules = JWT.require(Algorithm.ECDSA256(key.open(), null)).withIssuer(issuer).withAudience(audience)
        .acceptLeeway(LEEWAY.toSeconds());
    for (String claim : new String[]{"sub", "username", "admin", "sid", "jti", "iat", "exp"}) {
      rules.withClaimPresence(claim);
    }
    return ((JWTVerifier.BaseVerification) rules).build(clock);
  }
}
