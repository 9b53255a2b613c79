package dev.corkboard.service.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of a proxy that TRUSTED_PROXIES does not name: all its clients count as one, and share their limits. */
final class UntrustedProxies {
  private static final Logger LOG = LoggerFactory.getLogger(UntrustedProxies.class);
  private static final List<String> OF_PROXIES = List.of("x-forwarded-for", "forwarded");
  /** Anybody can pretend to be a proxy; that must not hide the real one, nor fill the log. */
  private static final int MOST_TOLD = 10;

  private final Set<InetAddress> told = ConcurrentHashMap.newKeySet();

  void saw(InetAddress peer, HttpRequest request) {
    if (told.size() >= MOST_TOLD || told.contains(peer)) return;
    if (OF_PROXIES.stream().allMatch(header -> request.getHeader(header).isEmpty()) || !told.add(peer)) return;
    String address = NetUtil.toAddressString(peer);
    LOG.warn("{} hands requests on for others, but TRUSTED_PROXIES does not name it: all its clients count as one"
        + " address, also for the limits on sign-ins and sign-ups. If it is your proxy, set TRUSTED_PROXIES={}"
        + " (commas between several); if not, somebody pretends to be one, to no effect.", address, address);
  }
}
