package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.Position;
import java.util.Collection;
import org.apache.pekko.util.ByteString;

/**
 * What a client is sent in one go, the same bytes for all who stand at the same place.
 *
 * @param end where to go on; past the last of the events, as others may follow that the client did not ask for
 */
record Chunk(ByteString bytes, int events, Position end) {

  static Chunk of(Collection<Frame> frames, Position end) {
    byte[] all = new byte[frames.stream().mapToInt(frame -> frame.bytes().length).sum()];
    int at = 0;
    for (Frame frame : frames) {
      System.arraycopy(frame.bytes(), 0, all, at, frame.bytes().length);
      at += frame.bytes().length;
    }
    return new Chunk(ByteString.fromArrayUnsafe(all), frames.size(), end);
  }

  boolean isEmpty() {
    return bytes.isEmpty();
  }
}
