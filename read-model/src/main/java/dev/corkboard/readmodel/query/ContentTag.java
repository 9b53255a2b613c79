package dev.corkboard.readmodel.query;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The strong ETag of some bytes: another for whatever differs from them. */
public final class ContentTag {
  private static final int BYTES = 12;

  private ContentTag() {}

  public static String of(byte[] content) {
    return of(content, 0);
  }

  /** The tag of the bytes from this index on. */
  static String of(byte[] content, int from) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(content, from, content.length - from);
      return '"' + HexFormat.of().formatHex(hash.digest(), 0, BYTES) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
