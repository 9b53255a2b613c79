package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * One client that follows changes: of all that comes it looks only at the lines with a position, so that a thousand of
 * them cost little.
 */
final class FeedClient {
  private static final byte[] LINE = "\nid: ".getBytes(US_ASCII);
  private static final int POSITION = 33;

  private final SocketChannel channel;
  private final Map<String, String> known;
  private final ObjLongConsumer<String> seen;
  private final List<String> positions = Collections.synchronizedList(new ArrayList<>());
  private final byte[] position = new byte[POSITION];
  private int matched;
  private int read = -1;
  private volatile Optional<String> start = Optional.empty();

  /**
   * @param known all clients', so that each position is in memory once
   * @param seen told of each position, with the instant in nanoseconds
   */
  FeedClient(InetSocketAddress board, String token, Map<String, String> known,
      ObjLongConsumer<String> seen) throws IOException {
    this.known = known;
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

  /** The positions of all events that came. */
  List<String> positions() {
    return positions;
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
    byte[] bytes = buffer.array();
    for (int i = 0; i < count; i++)
      next(bytes[i], now);
    return true;
  }

  private void next(byte letter, long now) {
    if (read >= 0) {
      position[read++] = letter;
      if (read == POSITION) found(new String(position, US_ASCII), now);
    } else if (letter == LINE[matched]) {
      if (++matched == LINE.length) {
        matched = 0;
        read = 0;
      }
    } else {
      matched = letter == LINE[0] ? 1 : 0;
    }
  }

  private void found(String text, long now) {
    read = -1;
    if (start.isEmpty()) {
      start = Optional.of(text);
    } else {
      String one = known.computeIfAbsent(text, it -> it);
      positions.add(one);
      seen.accept(one, now);
    }
  }
}
