package dev.corkboard.service.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses count as one client. */
final class Networks {

  private Networks() {}

  /** Whoever has one IPv6 address has at least the 2^64 of its network. */
  static String of(String address) {
    if (!address.contains(":")) return address;
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 16
          ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)).getHostAddress()
          : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
