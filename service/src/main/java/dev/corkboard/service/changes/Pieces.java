package dev.corkboard.service.changes;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.pekko.util.ByteString;

/**
 * How something large is sent: in pieces, as a connection keeps what it was given until the client has taken it; and for
 * how long somebody who takes it slowly is waited for.
 */
public final class Pieces {
  /** What a connection may be given at once. */
  public static final int BYTES = 8 << 10;

  private static final Duration AT_LEAST = Duration.ofSeconds(10);
  private static final int BYTES_PER_SECOND = 32 << 10;

  private Pieces() {}

  /** Copies, but for something that is small: a part of it would keep all of it. */
  public static Iterable<ByteString> of(ByteString all) {
    if (all.size() <= BYTES) return List.of(all);
    return () -> new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return at < all.size();
      }

      @Override
      public ByteString next() {
        ByteString piece = ByteString.fromArrayUnsafe(all.slice(at, at + BYTES).toArray());
        at += piece.size();
        return piece;
      }
    };
  }

  /** Within which so many bytes must be taken. */
  public static Duration patience(long bytes) {
    return AT_LEAST.plusMillis(bytes * 1000 / BYTES_PER_SECOND);
  }
}
