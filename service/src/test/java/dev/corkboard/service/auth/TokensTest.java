package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import dev.corkboard.domain.Username;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TokensTest {

  private final SettableClock clock = new SettableClock();
  private final List<SigningKey> keys = new ArrayList<>(List.of(SigningKey.generate()));
  private int loads;
  private final Tokens tokens = tokens();
  private final Account anna = new Account("0190-anna", new Username("anna"), "anna@example.org", true,
      Optional.empty(), "", "", "UTC", 7,
      true, true, true, clock.instant());

  @Test
  void tokenSaysWhoseItIs() {
    long now = clock.instant().getEpochSecond();
    Claims claims = tokens.verify(tokens.issue(anna, "s1")).orElseThrow();
    assertThat(claims.jti()).hasSize(36);
    assertThat(claims).isEqualTo(
        new Claims("https://board.example", "corkboard", "0190-anna", "anna", true, "s1", claims.jti(), now,
            now + 600));
  }

  @Test
  void tokenIsOverAfterTenMinutesAndTheLeeway() {
    String seen = tokens.issue(anna, "s1");
    String unseen = tokens.issue(anna, "s1");
    tokens.verify(seen);
    clock.pass(Duration.ofSeconds(629));
    assertThat(tokens.verify(seen)).isPresent();
    clock.pass(Duration.ofSeconds(1));
    assertThat(tokens.verify(seen)).isEmpty();
    assertThat(tokens.verify(unseen)).isEmpty();
  }

  @Test
  void forgedTokensAreRefused() {
    Algorithm ours = Algorithm.ECDSA256(keys.getFirst().open(), keys.getFirst().secret());
    SigningKey stranger = SigningKey.generate();
    assertThat(tokens.verify(signed(ours, it -> it))).isPresent();
    assertThat(tokens.verify(signed(Algorithm.ECDSA256(stranger.open(), stranger.secret()), it -> it))).isEmpty();
    assertThat(tokens.verify(signed(Algorithm.none(), it -> it))).isEmpty();
    assertThat(tokens.verify(signed(Algorithm.HMAC256(keys.getFirst().open().getEncoded()), it -> it))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withKeyId(stranger.kid())))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withKeyId(null)))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withIssuer("https://elsewhere.example")))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withAudience("other")))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withHeader(Map.of("typ", "JWT"))))).isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withHeader(Map.of("typ", "at+jwt", "crit", List.of("x"))))))
        .isEmpty();
    assertThat(tokens.verify(signed(ours, it -> it.withIssuedAt(clock.instant().plusSeconds(60))))).isEmpty();
  }

  @Test
  void missingClaimIsRefused() {
    Algorithm ours = Algorithm.ECDSA256(keys.getFirst().open(), keys.getFirst().secret());
    String withoutExpiry = JWT.create().withHeader(Map.of("typ", "at+jwt")).withKeyId(keys.getFirst().kid())
        .withIssuer("https://board.example").withAudience("corkboard").withSubject("x").withClaim("username", "anna")
        .withClaim("admin", true).withClaim("sid", "s").withJWTId("j").withIssuedAt(clock.instant()).sign(ours);
    assertThat(tokens.verify(withoutExpiry)).isEmpty();
  }

  @Test
  void whatIsNoTokenIsRefused() {
    String good = tokens.issue(anna, "s1");
    for (String text : List.of("", ".", "..", "a.b.c", "null", good + "x", good.substring(1), good + ".", "é.é.é",
        good.substring(0, good.length() - 5), "x".repeat(1_000_000), good.repeat(100))) {
      assertThat(tokens.verify(text)).as(text.substring(0, Math.min(50, text.length()))).isEmpty();
    }
  }

  @Test
  void tokenHasOneText() {
    String good = tokens.issue(anna, "s1");
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String start = good.substring(0, good.length() - 1);
    int last = alphabet.indexOf(good.charAt(good.length() - 1));
    for (int unused = 1; unused < 16; unused++) {
      assertThat(tokens.verify(start + alphabet.charAt(last ^ unused))).isEmpty();
    }
    assertThat(tokens.verify(good + "=")).isEmpty();
    assertThat(tokens.verify(good)).isPresent();
  }

  @Test
  void keysRotateWithoutLoggingAnybodyOut() {
    String old = tokens.issue(anna, "s1");
    SigningKey next = SigningKey.generate();
    keys.addFirst(next);
    clock.pass(Duration.ofMinutes(1));
    String fresh = tokens.issue(anna, "s1");
    assertThat(JWT.decode(fresh).getKeyId()).isEqualTo(next.kid());
    assertThat(tokens.verify(old)).isPresent();
    assertThat(tokens.verify(fresh)).isPresent();
    assertThat(tokens().verify(old)).isPresent();
  }

  @Test
  void tokensOfARemovedKeyAreBadThoughTheyWereChecked() {
    String token = tokens.issue(anna, "s1");
    assertThat(tokens.verify(token)).isPresent();
    keys.set(0, SigningKey.generate());
    clock.pass(Duration.ofMinutes(1));
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void unknownKeyIdIsLookedUpOnceInAFewSeconds() {
    Tokens other = tokens();
    SigningKey next = SigningKey.generate();
    keys.addFirst(next);
    clock.pass(Duration.ofSeconds(4));
    int before = loads;
    String fresh = signed(Algorithm.ECDSA256(next.open(), next.secret()), it -> it.withKeyId(next.kid()));
    assertThat(other.verify(fresh)).isPresent();
    for (int i = 0; i < 20; i++) {
      String unknown = "kid" + i;
      assertThat(other.verify(signed(Algorithm.ECDSA256(next.open(), next.secret()), it -> it.withKeyId(unknown))))
          .isEmpty();
    }
    assertThat(loads - before).isEqualTo(1);
  }

  private Tokens tokens() {
    return new Tokens(new SigningKeys(() -> {
      loads++;
      return List.copyOf(keys);
    }, clock), "https://board.example", "corkboard", clock);
  }

  private String signed(Algorithm algorithm, UnaryOperator<JWTCreator.Builder> change) {
    JWTCreator.Builder token = JWT.create().withHeader(Map.of("typ", "at+jwt")).withKeyId(keys.getFirst().kid())
        .withIssuer("https://board.example").withAudience("corkboard").withSubject("0190-anna")
        .withClaim("username", "anna").withClaim("admin", false).withClaim("sid", "s1").withJWTId("j1")
        .withIssuedAt(clock.instant()).withExpiresAt(clock.instant().plusSeconds(600));
    return change.apply(token).sign(algorithm);
  }
}
