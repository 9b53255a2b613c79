package dev.corkboard.service.auth;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;

/** The curve of ES256, and the one thing that the JDK does not offer for it: the public point of a private key. */
final class P256 {

  static final ECParameterSpec SPEC = spec();
  private static final BigInteger PRIME = ((ECFieldFp) SPEC.getCurve().getField()).getP();
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger THREE = BigInteger.valueOf(3);

  private P256() {}

  static boolean isOn(ECPrivateKey key) {
    EllipticCurve curve = key.getParams().getCurve();
    return curve.getField().equals(SPEC.getCurve().getField()) && curve.getA().equals(SPEC.getCurve().getA())
        && curve.getB().equals(SPEC.getCurve().getB()) && key.getParams().getGenerator().equals(SPEC.getGenerator());
  }

  /** Double and add: its time tells about the key, but it runs only when a key is loaded. */
  static ECPoint publicPoint(BigInteger secret) {
    ECPoint sum = ECPoint.POINT_INFINITY;
    for (int bit = secret.bitLength() - 1; bit >= 0; bit--) {
      sum = add(sum, sum);
      if (secret.testBit(bit)) sum = add(sum, SPEC.getGenerator());
    }
    return sum;
  }

  private static ECPoint add(ECPoint p, ECPoint q) {
    if (p.equals(ECPoint.POINT_INFINITY)) return q;
    if (q.equals(ECPoint.POINT_INFINITY)) return p;
    if (p.getAffineX().equals(q.getAffineX()) && !p.equals(q)) return ECPoint.POINT_INFINITY;
    BigInteger slope = p.equals(q)
        ? p.getAffineX().pow(2).multiply(THREE).add(SPEC.getCurve().getA())
            .multiply(p.getAffineY().multiply(TWO).modInverse(PRIME))
        : q.getAffineY().subtract(p.getAffineY())
            .multiply(q.getAffineX().subtract(p.getAffineX()).modInverse(PRIME));
    BigInteger x = slope.pow(2).subtract(p.getAffineX()).subtract(q.getAffineX()).mod(PRIME);
    BigInteger y = slope.multiply(p.getAffineX().subtract(x)).subtract(p.getAffineY()).mod(PRIME);
    return new ECPoint(x, y);
  }

  private static ECParameterSpec spec() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no P-256", e);
    }
  }
}
