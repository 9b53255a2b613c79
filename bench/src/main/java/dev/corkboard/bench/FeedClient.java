package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * One client that follows changes: of all that comes it looks only at the lines with a position, so that a thousand of
 * them cost little beside what they measure.
 */
final class FeedClient {
  private static final byte[] LINE = "id: ".getBytes(US_ASCII);
  private static final int POSITION = 33;
  private static final int SKIPPING = -1;

  private final SocketChannel channel;
  private final Seen seen;
  private final byte[] line = new byte[LINE.length + POSITION];
  private int read = SKIPPING;
  private int events;
  private boolean inOrder = true;
  private long[] times = new long[1 << 10];
  private volatile Optional<String> start = Optional.empty();
  private volatile int done;

  /** The positions of all events, in the order in which the client that is ahead of all others has got them. */
  static final class Seen {
    private byte[][] positions = new byte[1 << 12][];
    private int count;

    /** Whether the event of this number has this position, for who is ahead and so tells it as for those behind. */
    private boolean is(int number, byte[] line) {
      if (number == count) {
        if (count == positions.length) positions = Arrays.copyOf(positions, 2 * count);
        positions[count++] = Arrays.copyOfRange(line, LINE.length, line.length);
        return true;
      }
      byte[] known = positions[number];
      return Arrays.equals(line, LINE.length, line.length, known, 0, known.length);
    }

    String position(int number) {
      return new String(positions[number], US_ASCII);
    }

    int count() {
      return count;
    }
  }

  /**
   * @param seen shared by all clients, which are read by one thread
   */
  FeedClient(InetSocketAddress board, String token, Seen seen) throws IOException {
    this.seen = seen;
    this.channel = SocketChannel.open(board);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    String request = "GET /api/changes HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  /** How many events came. */
  int events() {
    return done;
  }

  /** Whether every event was the one that the others got at its place. */
  boolean inOrder() {
    return inOrder;
  }

  /** When the event of a number came, in nanoseconds. */
  long at(int number) {
    return times[number];
  }

  /** The position that the stream starts from, once it is connected. */
  Optional<String> start() {
    return start;
  }

  /** Takes what has come; false if the stream has ended. */
  boolean take(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) return false;
    long now = System.nanoTime();
    scan(buffer.array(), count, now);
    done = events;
    return true;
  }

  private void scan(byte[] bytes, int count, long now) {
    int at = 0;
    while (at < count) {
      if (read == SKIPPING) {
        while (at < count && bytes[at] != '\n')
          at++;
        if (at++ < count) read = 0;
      } else if (read < LINE.length && bytes[at] != LINE[read]) {
        read = SKIPPING;
      } else {
        line[read++] = bytes[at++];
        if (read == line.length) found(now);
      }
    }
  }

  private void found(long now) {
    read = SKIPPING;
    if (start.isEmpty()) {
      start = Optional.of(new String(line, LINE.length, POSITION, US_ASCII));
      return;
    }
    inOrder &= seen.is(events, line);
    if (events == times.length) times = Arrays.copyOf(times, 2 * events);
    times[events++] = now;
  }
}
