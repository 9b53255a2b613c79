package dev.corkboard.service.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds the address of the client: the peer's, or what a trusted proxy says in X-Forwarded-For. */
public final class Addresses {
  private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final Predicate<InetAddress> trusted;

  public Addresses(Predicate<InetAddress> trusted) {
    this.trusted = trusted;
  }

  String of(HttpRequest request) {
    InetAddress peer = request.getAttribute(AttributeKeys.remoteAddress).flatMap(address -> address.getAddress())
        .orElse(InetAddress.getLoopbackAddress());
    if (!trusted.test(peer)) return peer.getHostAddress();
    List<String> hops = request.getHeader("X-Forwarded-For").map(HttpHeader::value)
        .map(value -> List.of(value.split(","))).orElse(List.of());
    return lastUntrusted(hops, peer).getHostAddress();
  }

  /** Each proxy appends its peer, so the last address that no trusted proxy has is the client's. */
  private InetAddress lastUntrusted(List<String> hops, InetAddress peer) {
    InetAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = literal(hop.strip());
      if (address.isEmpty()) return client;
      client = address.get();
      if (!trusted.test(client)) return client;
    }
    return client;
  }

  /** An address in digits; a name is never looked up. */
  private static Optional<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }
}
