package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One connection of a load: sends a request, and finds out when its answer is whole and which status it has. */
final class LoadConnection implements AutoCloseable {
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int UNKNOWN = -1;

  private final SocketChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 12);
  private ByteBuffer in = ByteBuffer.allocateDirect(1 << 14);
  private int looked;
  private int whole = UNKNOWN;
  private int status;
  private long sent;
  private long nanos;

  LoadConnection(SocketChannel channel) throws IOException {
    this(channel, false);
  }

  private LoadConnection(SocketChannel channel, boolean blocking) throws IOException {
    this.channel = channel;
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(blocking);
  }

  /** For a thread of its own. */
  static LoadConnection blocking(InetSocketAddress board) throws IOException {
    return new LoadConnection(SocketChannel.open(board), true);
  }

  /** Sends a request, and waits for the whole answer. */
  void exchange(byte[] request) throws IOException {
    send(request);
    while (!take());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  void send(byte[] request) throws IOException {
    in.clear();
    looked = 0;
    whole = UNKNOWN;
    out.clear().put(request).flip();
    sent = System.nanoTime();
    while (out.hasRemaining())
      channel.write(out);
  }

  /** Takes what has come; true if the answer is whole. */
  boolean take() throws IOException {
    if (!in.hasRemaining()) in = ByteBuffer.allocateDirect(2 * in.capacity()).put(in.flip());
    if (channel.read(in) < 0) throw new EOFException("the board closed a connection");
    if (whole == UNKNOWN) findEnd();
    if (whole == UNKNOWN || in.position() < whole) return false;
    nanos = System.nanoTime() - sent;
    return true;
  }

  int status() {
    return status;
  }

  /** From the request to the end of its answer. */
  long nanos() {
    return nanos;
  }

  /** The first value of a header of the answer, whose name is given in small letters. */
  String header(String name) {
    byte[] bytes = new byte[whole];
    in.get(0, bytes);
    for (String line : new String(bytes, US_ASCII).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    throw new IllegalStateException("the answer has no " + name);
  }

  /** The last part of the place that the answer names. */
  String createdId() {
    String place = header("location");
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private void findEnd() {
    for (int at = looked; at + 3 < in.position(); at++) {
      looked = at;
      if (in.get(at) != '\r' || in.get(at + 2) != '\r') continue;
      status = number(STATUS_AT);
      whole = at + 4 + length(at);
      return;
    }
  }

  /** What the head, which ends there, says of the body; 0 where it says nothing, as a 304. */
  private int length(int end) {
    for (int at = 0; at < end; at++) {
      if (in.get(at) == '\r' && isLength(at)) return number(at + LENGTH.length);
    }
    return 0;
  }

  private boolean isLength(int at) {
    for (int i = 0; i < LENGTH.length; i++) {
      byte letter = in.get(at + i);
      if ((letter >= 'A' && letter <= 'Z' ? letter + 32 : letter) != LENGTH[i]) return false;
    }
    return true;
  }

  private int number(int at) {
    int digit = in.get(at) == ' ' ? at + 1 : at;
    int number = 0;
    for (; in.get(digit) >= '0' && in.get(digit) <= '9'; digit++)
      number = 10 * number + in.get(digit) - '0';
    return number;
  }
}
