package dev.corkboard.service.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Sends each line as one datagram, and loses what cannot be sent. Logback's own looks the server's name up only once,
 * when it starts, and is silent for good if that fails.
 */
final class SyslogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** Most servers take that much. */
  private static final int LONGEST = 8_192;

  private final SyslogServer server;
  private final Layout<ILoggingEvent> layout;
  private DatagramSocket socket;

  SyslogAppender(SyslogServer server, Layout<ILoggingEvent> layout) {
    this.server = server;
    this.layout = layout;
  }

  @Override
  public void start() {
    try {
      socket = new DatagramSocket();
      super.start();
    } catch (SocketException none) {
      addError("no socket for syslog", none);
    }
  }

  @Override
  public void stop() {
    super.stop();
    if (socket != null) socket.close();
  }

  /** The JDK remembers for some seconds what a name stands for, and that it stands for nothing. */
  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = shortened(layout.doLayout(event).getBytes(StandardCharsets.UTF_8));
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) return;
    try {
      socket.send(new DatagramPacket(line, line.length, address));
    } catch (IOException lost) {
      addWarn("a line to syslog was lost", lost);
    }
  }

  /** At the border of a character. */
  private static byte[] shortened(byte[] line) {
    if (line.length <= LONGEST) return line;
    int end = LONGEST;
    while ((line[end] & 0xC0) == 0x80)
      end--;
    return Arrays.copyOf(line, end);
  }
}
