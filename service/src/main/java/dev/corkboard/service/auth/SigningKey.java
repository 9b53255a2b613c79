package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A key pair for ES256; its id is the thumbprint of its public half (RFC 7638), so the same key has one id anywhere. */
record SigningKey(String kid, ECPrivateKey secret, ECPublicKey open) {

  private static final int COORDINATE_BYTES = 32;

  /** The public half, as RFC 7517 writes it. */
  public record Jwk(String kty, String crv, String x, String y, String kid, String use, String alg) {}

  static SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(P256.SPEC);
      return of(generator.generateKeyPair().getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key could be made", e);
    }
  }

  static SigningKey of(byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("EC");
    PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    if (!(key instanceof ECPrivateKey secret) || !P256.isOn(secret)) {
      throw new GeneralSecurityException("the key is not one of the curve P-256");
    }
    ECPublicKeySpec open = new ECPublicKeySpec(P256.publicPoint(secret.getS()), P256.SPEC);
    ECPublicKey openKey = (ECPublicKey) factory.generatePublic(open);
    return new SigningKey(thumbprint(openKey), secret, openKey);
  }

  byte[] pkcs8() {
    return secret.getEncoded();
  }

  Jwk jwk() {
    return new Jwk("EC", "P-256", x(open), y(open), kid, "sig", "ES256");
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }

  private static String thumbprint(ECPublicKey key) {
    String json = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\"}".formatted(x(key), y(key));
    return base64(Digests.sha256(json.getBytes(US_ASCII)));
  }

  private static String x(ECPublicKey key) {
    return coordinate(key.getW().getAffineX());
  }

  private static String y(ECPublicKey key) {
    return coordinate(key.getW().getAffineY());
  }

  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return base64(fixed);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
