package dev.corkboard.service.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpProtocols;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * Whether a request was made by who works at this machine: not over the network, not by way of a proxy here, and not
 * by a page of another site in a browser here, also if that site's name leads to this machine.
 */
final class LocalRequests {
  /** What a proxy tells of its client; whoever works at the machine sends none of it. */
  private static final Set<String> OF_PROXIES = Set.of("forwarded", "via", "x-real-ip", "x-client-ip",
      "x-cluster-client-ip", "client-ip", "true-client-ip", "fly-client-ip");
  private static final List<String> OF_PROXIES_TOO = List.of("x-forwarded-", "x-original-", "x-envoy-", "cf-");
  private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

  private final Optional<String> publicOrigin;

  LocalRequests(URI publicUrl) {
    this.publicOrigin = Origin.parse(publicUrl.getScheme() + "://" + publicUrl.getAuthority());
  }

  boolean isLocal(HttpRequest request) {
    return isFromHere(request) && !isForwarded(request) && isForUs(request) && !isOfForeignPage(request);
  }

  boolean isOfForeignPage(HttpRequest request) {
    boolean otherSite = Headers.lines(request, "sec-fetch-site").stream().anyMatch(it -> !OWN_PAGE.contains(it));
    return otherSite || Headers.lines(request, "origin").stream().anyMatch(it -> !isOurs(it, request));
  }

  private static boolean isFromHere(HttpRequest request) {
    return request.getAttribute(AttributeKeys.remoteAddress).flatMap(it -> it.getAddress())
        .filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** Proxies that add no header still ask in HTTP/1.0 by default, as nginx does; browsers and curl do not. */
  private static boolean isForwarded(HttpRequest request) {
    if (request.protocol().equals(HttpProtocols.HTTP_1_0)) return true;
    for (HttpHeader header : request.getHeaders()) {
      String name = header.lowercaseName();
      if (OF_PROXIES.contains(name) || OF_PROXIES_TOO.stream().anyMatch(name::startsWith)) return true;
    }
    return false;
  }

  /** By a name of this machine alone: a proxy often hands on by which name it was asked. */
  private static boolean isForUs(HttpRequest request) {
    List<String> hosts = Headers.lines(request, "host");
    if (hosts.size() != 1) return false;
    return isLoopback(host(hosts.getFirst()));
  }

  private boolean isOurs(String page, HttpRequest request) {
    Optional<String> origin = Origin.parse(page);
    Optional<String> asked = Headers.lines(request, "host").stream().findFirst().flatMap(it -> Origin.parse(
        "http://" + it));
    return origin.isPresent() && (origin.equals(asked) || origin.equals(publicOrigin));
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.endsWith(".localhost")
        || Addresses.literal(host).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /** Without the port, and an IPv6 address without its brackets. */
  static String host(String authority) {
    String small = authority.toLowerCase(Locale.ROOT);
    if (small.startsWith("[")) return small.substring(1, Math.max(1, small.indexOf(']')));
    int colon = small.indexOf(':');
    return colon < 0 ? small : small.substring(0, colon);
  }
}
