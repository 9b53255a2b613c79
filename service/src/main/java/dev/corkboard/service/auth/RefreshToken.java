package dev.corkboard.service.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * 256 random bits. Of a token only the hash is stored; its successor comes of it and a nonce that is stored, so that
 * whoever has the token can be given the same successor again, and whoever has the database cannot make it.
 */
final class RefreshToken {

  private static final int BYTES = 32;
  private static final int CHARACTERS = 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;

  private RefreshToken(byte[] secret) {
    this.secret = secret;
  }

  static RefreshToken generate() {
    return new RefreshToken(nonce());
  }

  static Optional<RefreshToken> parse(String text) {
    if (text.length() != CHARACTERS) return Optional.empty();
    try {
      return Optional.of(new RefreshToken(Base64.getUrlDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static byte[] nonce() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  RefreshToken successor(byte[] nonce) {
    return new RefreshToken(Digests.hmacSha256(secret, nonce));
  }

  byte[] hash() {
    return Digests.sha256(secret);
  }

  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
