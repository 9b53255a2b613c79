package dev.corkboard.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One place of an attack: opens a connection, behaves as the attack does, and opens the next when it is cut off. */
final class HostileConnection {
  private static final long SECOND = 1_000_000_000;
  /** Of an answer that is read slowly, so much is read at once, to know its status. */
  private static final int STATUS_LINE = 13;
  private static final int SLOW_WINDOW = 2 << 10;
  private static final int LONGEST_HEAD = 4 << 10;
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

  private final Attack attack;
  private final int number;
  private final AttackOutcome outcome;
  private final StringBuilder head = new StringBuilder();
  private SocketChannel channel;
  private SelectionKey key;
  private ByteBuffer request;
  private int allowed;
  private int status;
  /** Of the answer; -1 as long as its head is not whole. */
  private long bodyLeft;
  private boolean pausing;
  private long due;

  HostileConnection(Attack attack, int number, AttackOutcome outcome) {
    this.attack = attack;
    this.number = number;
    this.outcome = outcome;
    this.due = System.nanoTime();
  }

  /** Does what time asks for. */
  void look(long now, Selector selector, InetSocketAddress service, ByteBuffer buffer) {
    if (due - now > 0) return;
    due = now + SECOND;
    try {
      if (channel == null) {
        open(selector, service);
      } else if (pausing) {
        ask();
      } else if (channel.isConnected()) {
        if (attack.aSecond() > 0) drip();
        if (attack.readsSlowly() && status > 0) takeOne(buffer);
      }
    } catch (IOException cutOff) {
      lost();
    }
  }

  /** Does what the connection is ready for. */
  void ready(ByteBuffer buffer) {
    try {
      if (key.isConnectable()) {
        channel.finishConnect();
        outcome.opened();
        ask();
      } else {
        if (key.isWritable()) send();
        if (key.isReadable()) read(buffer);
      }
    } catch (IOException cutOff) {
      lost();
    }
  }

  void close() {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException closed) {
      // it is gone, which was wanted
    }
    channel = null;
  }

  private void open(Selector selector, InetSocketAddress service) throws IOException {
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    if (attack.readsSlowly()) channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_WINDOW);
    status = 0;
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    channel.connect(service);
  }

  private void ask() throws IOException {
    pausing = false;
    status = 0;
    bodyLeft = -1;
    head.setLength(0);
    request = attack.request().apply(number);
    allowed = request.capacity() - attack.withheld();
    due = System.nanoTime() + SECOND;
    key.interestOps(SelectionKey.OP_READ);
    send();
  }

  private void drip() throws IOException {
    allowed = Math.min(request.capacity() - 1, allowed + attack.aSecond());
    send();
  }

  private void send() throws IOException {
    if (request.position() < allowed) channel.write(request.limit(allowed));
    key.interestOps(request.position() < allowed
        ? key.interestOps() | SelectionKey.OP_WRITE
        : key.interestOps() & ~SelectionKey.OP_WRITE);
  }

  private void read(ByteBuffer buffer) throws IOException {
    buffer.clear();
    if (attack.readsSlowly()) buffer.limit(STATUS_LINE - head.length());
    if (channel.read(buffer) < 0) throw new IOException("closed");
    buffer.flip();
    if (bodyLeft > 0) {
      bodyLeft -= buffer.remaining();
    } else if (bodyLeft < 0 && head.length() < LONGEST_HEAD) {
      head.append(ISO_8859_1.decode(buffer));
      parse();
    }
    if (bodyLeft == 0 && status > 0) answered();
  }

  private void parse() {
    if (status == 0 && head.length() >= STATUS_LINE) {
      status = Integer.parseInt(head.substring(9, 12));
      outcome.answered(status);
      if (attack.readsSlowly()) key.interestOps(0);
    }
    int end = head.indexOf("\r\n\r\n");
    if (end < 0 || attack.readsSlowly()) return;
    Matcher length = LENGTH.matcher(head);
    // A stream has no length and stays open.
    bodyLeft = length.find() ? Long.parseLong(length.group(1)) - (head.length() - end - 4) : Long.MAX_VALUE;
  }

  /** A whole answer has come: the next request comes on the same connection, or after what was refused on another. */
  private void answered() {
    boolean goesOn = attack.withheld() == 0;
    if (goesOn) {
      pausing = true;
      bodyLeft = Long.MAX_VALUE;
      due = System.nanoTime() + attack.pauseMillis() * 1_000_000;
    } else {
      lost();
    }
  }

  private void takeOne(ByteBuffer buffer) throws IOException {
    if (status != 200) throw new IOException("refused");
    buffer.clear().limit(1);
    if (channel.read(buffer) < 0) throw new IOException("closed");
  }

  private void lost() {
    if (channel != null && channel.isConnected()) {
      outcome.cut(status > 0);
    } else {
      outcome.refused();
    }
    close();
    pausing = false;
    due = System.nanoTime() + Math.max(attack.pauseMillis(), 10) * 1_000_000;
  }
}
