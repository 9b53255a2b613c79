package dev.corkboard.service.auth;

import java.security.SecureRandom;
import java.util.Optional;

/** 256 random bits that open something to whoever brings them; only their hash is stored. */
final class RandomToken {

  private static final int BYTES = 32;
  private static final int CHARACTERS = 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;

  private RandomToken(byte[] secret) {
    this.secret = secret;
  }

  static RandomToken generate() {
    return new RandomToken(nonce());
  }

  static Optional<RandomToken> parse(String text) {
    return text.length() == CHARACTERS ? Base64Url.decode(text).map(RandomToken::new) : Optional.empty();
  }

  static byte[] nonce() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /**
   * Comes of this token and a nonce that is stored, so that whoever has the token can be given the same successor
   * again, and whoever has the database cannot make it.
   */
  RandomToken successor(byte[] nonce) {
    return new RandomToken(Digests.hmacSha256(secret, nonce));
  }

  byte[] hash() {
    return Digests.sha256(secret);
  }

  String text() {
    return Base64Url.encode(secret);
  }
}
