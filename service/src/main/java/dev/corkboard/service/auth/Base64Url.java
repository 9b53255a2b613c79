package dev.corkboard.service.auth;

import java.util.Base64;
import java.util.Optional;

/**
 * Reads base64url without padding, and only as it is written: the last character may have bits that stand for nothing,
 * and with other ones in their place a token would be another text that means the same.
 */
final class Base64Url {
  private Base64Url() {}

  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
