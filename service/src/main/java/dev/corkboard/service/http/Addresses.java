package dev.corkboard.service.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds the address of the client: the peer's, or what a trusted proxy says in X-Forwarded-For. */
public final class Addresses {
  /** Some proxies name the port too: 192.0.2.1:5678, [2001:db8::1]:5678. */
  private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)\\](?::\\d{1,5})?|([0-9.]+):\\d{1,5}");

  private final Predicate<InetAddress> trusted;
  private final UntrustedProxies untrusted = new UntrustedProxies();

  public Addresses(Predicate<InetAddress> trusted) {
    this.trusted = trusted;
  }

  /** An address in digits; a name is never looked up. IPv4 within IPv6 is IPv4. */
  public static Optional<InetAddress> literal(String text) {
    byte[] bytes = text.startsWith("[") ? null : NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether many people may come from there: a proxy, or this machine. */
  boolean isShared(InetAddress address) {
    return address.isLoopbackAddress() || trusted.test(address);
  }

  String of(HttpRequest request) {
    InetAddress peer = request.getAttribute(AttributeKeys.remoteAddress).flatMap(address -> address.getAddress())
        .orElse(InetAddress.getLoopbackAddress());
    if (!trusted.test(peer)) untrusted.saw(peer, request);
    InetAddress client = trusted.test(peer) ? lastUntrusted(Headers.values(request, "x-forwarded-for"), peer) : peer;
    return NetUtil.toAddressString(client);
  }

  /**
   * Each proxy appends its peer, on the same line or on one of its own, so the last address that no trusted proxy has
   * is the client's. What stands before it, anybody may have written.
   */
  private InetAddress lastUntrusted(List<String> hops, InetAddress peer) {
    InetAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = literal(withoutPort(hop));
      if (address.isEmpty()) return client;
      client = address.get();
      if (!trusted.test(client)) return client;
    }
    return client;
  }

  private static String withoutPort(String hop) {
    Matcher parts = WITH_PORT.matcher(hop);
    if (!parts.matches()) return hop;
    return parts.group(1) != null ? parts.group(1) : parts.group(2);
  }
}
