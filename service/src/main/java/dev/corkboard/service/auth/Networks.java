package dev.corkboard.service.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Which addresses count as one client, and which as one network. */
final class Networks {

  private Networks() {}

  /** The 256 neighbours of an IPv4 address; of an IPv6 address the same as {@link #of}. */
  static String around(String address) {
    String client = of(address);
    int dot = client.contains(":") ? -1 : client.lastIndexOf('.');
    return dot < 0 ? client : client.substring(0, dot) + ".0";
  }

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
