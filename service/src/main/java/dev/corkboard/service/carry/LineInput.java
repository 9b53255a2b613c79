package dev.corkboard.service.carry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a file as bytes, none longer than a line of ours can be. */
final class LineInput implements AutoCloseable {
  private static final int LONGEST = 16 << 20;
  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long read;

  LineInput(InputStream in) {
    this.in = in;
  }

  /** Without its line break; empty at the end. Throws if the last line has none, or one is too long. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (at == filled && !fill()) {
        if (line.size() == 0) return Optional.empty();
        throw new CarryException("it ends in the middle of a line");
      }
      int from = at;
      while (at < filled && buffer[at] != '\n')
        at++;
      line.write(buffer, from, at - from);
      if (line.size() > LONGEST) throw new CarryException("it is longer than any line of an export");
      if (at < filled) {
        at++;
        return Optional.of(line.toByteArray());
      }
    }
  }

  /** How many bytes were read. */
  long read() {
    return read;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    read += filled;
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
