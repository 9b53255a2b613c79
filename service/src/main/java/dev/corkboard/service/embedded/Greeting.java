package dev.corkboard.service.embedded;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** Whether a server inside this process still answers on its port, asked now and then. */
final class Greeting {

  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final int PATIENCE_MILLIS = 5000;
  // A busy machine may be late; one that refuses connections is gone.
  private static final int MOST_LATE = 3;

  private final int port;
  private final byte[] ours;
  private final byte[] theirs;
  private long askedAt = System.nanoTime();
  private int late;

  /** {@code theirs} is what the server begins with once it has {@code ours}. */
  Greeting(int port, byte[] ours, byte[] theirs) {
    this.port = port;
    this.ours = ours;
    this.theirs = theirs;
  }

  boolean comes() {
    if (System.nanoTime() - askedAt < BETWEEN.toNanos()) {
      return true;
    }
    boolean came = ask();
    askedAt = System.nanoTime();
    return came;
  }

  private boolean ask() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Loopback.address(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(ours);
      late = Arrays.equals(socket.getInputStream().readNBytes(theirs.length), theirs) ? 0 : late + 1;
    } catch (ConnectException e) {
      late = MOST_LATE;
    } catch (IOException e) {
      late++;
    }
    boolean came = late < MOST_LATE;
    late = came ? late : 0;
    return came;
  }
}
