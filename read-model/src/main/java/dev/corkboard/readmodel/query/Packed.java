package dev.corkboard.readmodel.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The body of an answer as it is sent: plain and, once somebody has asked for that, as gzip, which is made once. May be
 * shared by threads.
 */
public final class Packed {
  /** Bytes. Smaller bodies are never compressed. */
  public static final int SMALL = 1024;
  /** Bytes. Up to this size any saving is enough. */
  private static final int MEDIUM = 16 << 10;
  private static final byte[] NONE = new byte[0];

  private final byte[] plain;
  private volatile byte[] zipped;

  public Packed(byte[] plain) {
    this.plain = plain;
  }

  public byte[] plain() {
    return plain;
  }

  /** The body as gzip; empty if it is small, or if it is large and gzip does not halve it. */
  public Optional<byte[]> zipped() {
    if (plain.length <= SMALL) return Optional.empty();
    byte[] known = zipped == null ? zip() : zipped;
    return Optional.of(known).filter(bytes -> bytes.length > 0);
  }

  /** An upper bound of the bytes of both forms. */
  public int mostBytes() {
    if (plain.length <= SMALL) return plain.length;
    return plain.length + (plain.length <= MEDIUM ? plain.length : plain.length / 2);
  }

  /** Synchronized, so that two callers do not compress the same body. */
  private synchronized byte[] zip() {
    if (zipped == null) {
      byte[] made = gzip(plain);
      boolean worth = plain.length <= MEDIUM ? made.length < plain.length : made.length <= plain.length / 2;
      zipped = worth ? made : NONE;
    }
    return zipped;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream into = new ByteArrayOutputStream(plain.length / 4);
    try (Fast out = new Fast(into)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return into.toByteArray();
  }

  /** The fastest level: a third of the default's time, a tenth more bytes. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 8 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
