package dev.corkboard.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port that nobody listens on; below those that systems give to connections, which could take it until it is used. */
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  static int any() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket socket = new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, END))) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one then
      }
    }
    throw new IOException("no free port was found between " + FIRST + " and " + END);
  }
}
