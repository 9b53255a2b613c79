package dev.corkboard.service.http;

import java.util.Arrays;
import org.apache.pekko.util.ByteString;

/** A body while it comes, copied together so that many small pieces take no more than their bytes. */
final class Body {
  private static final int FIRST = 8 << 10;

  private final long most;
  private final RequestBytes held;
  private byte[] bytes = new byte[0];
  private int size;
  private boolean tooLarge;
  private boolean ended;

  Body(long most, RequestBytes held) {
    this.most = most;
    this.held = held;
  }

  synchronized void add(ByteString piece) {
    if (size + (long) piece.size() > most) tooLarge = true;
    if (tooLarge || ended) {
      bytes = new byte[0];
      held.dropped();
      return;
    }
    if (size + piece.size() > bytes.length) {
      long room = Math.max(FIRST, Math.max(size + (long) piece.size(), 2L * bytes.length));
      bytes = Arrays.copyOf(bytes, (int) Math.min(room, most));
    }
    piece.copyToArray(bytes, size, piece.size());
    size += piece.size();
  }

  synchronized byte[] whole() {
    if (tooLarge) throw new Failures.TooLarge(most);
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Nobody waits any more; what still comes is let go. */
  synchronized void end() {
    ended = true;
    bytes = new byte[0];
  }
}
