package dev.corkboard.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What {@code up} opens to others when it is told to listen on more than this machine's own address. */
final class Exposure {
  private Exposure() {}

  /** One line for the person at the terminal; nothing if it listens for this machine alone. */
  static Optional<String> of(Settings settings) {
    String host = settings.http().host();
    if (isLoopback(host)) return Optional.empty();
    return Optional.of("HTTP_HOST=" + host + " opens the board to everybody who reaches port " + settings.http().port()
        + " of this machine, without encryption: they can " + (settings.accounts().signupOpen() ? "sign up, " : "")
        + "sign in and guess passwords. Only GET /dev/mail stays with this machine and administrators. They can use the"
        + " page at " + settings.http().publicUrl() + " alone: set PUBLIC_URL to the address that they type.");
  }

  /** Under which address the board is reached that listens there; empty if that is not to be told by it. */
  static Optional<String> publicUrl(String host, String port) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress() || address.isLoopbackAddress()) return Optional.empty();
      return Optional.of("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    } catch (UnknownHostException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isLoopback(String host) {
    try {
      for (InetAddress each : InetAddress.getAllByName(host)) {
        if (!each.isLoopbackAddress()) return false;
      }
      return true;
    } catch (UnknownHostException unknown) {
      return false;
    }
  }
}
