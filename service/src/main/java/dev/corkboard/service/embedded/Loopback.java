package dev.corkboard.service.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What every embedded backend listens on, and the secrets that keep other users of the machine out. */
final class Loopback {

  static final String HOST = "127.0.0.1";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Loopback() {}

  static InetAddress address() throws IOException {
    return InetAddress.getByName(HOST);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort();
    }
  }

  static String newPassword() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
