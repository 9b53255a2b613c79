package dev.corkboard.service.http;

import dev.corkboard.service.http.Connection.Order;
import dev.corkboard.service.http.Connection.Phase;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open: how many there may be in all and for one address, and how long each may take. Where
 * all places are taken, one that no answer is expected on gives way to the next client.
 */
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  /** 18 KiB while it is kept, as measured, 12 KiB of what came, and as much again for what is answered. */
  private static final long MEMORY_OF_EACH = 96 << 10;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /**
   * What is allowed.
   *
   * @param all how many may be open
   * @param ofAddress how many of one address, or of one /64 of IPv6
   * @param head how long a request line and its headers may take, and a client before it sends anything
   * @param silence how long nothing may be sent in either direction
   * @param lingering how long what a client still sends after the answer is thrown away
   */
  record Limits(int all, int ofAddress, Duration head, Duration silence, Duration lingering) {
    static Limits of(ServerSettings settings) {
      int all = (int) Math.min(settings.getMaxConnections(), Runtime.getRuntime().maxMemory() / MEMORY_OF_EACH);
      return new Limits(all, all / 8, Duration.ofSeconds(10),
          Duration.ofMillis(settings.getTimeouts().idleTimeout().toMillis()),
          Duration.ofSeconds(2));
    }
  }

  private final Limits limits;
  private final Predicate<InetAddress> shared;
  private final ReceivedBytes received;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final Map<ByteBuffer, Integer> byNetwork = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private long warned = System.nanoTime() - MINUTE;
  private volatile boolean ending;

  /** {@code shared} addresses are those of proxies and of this machine: many people come from there. */
  Connections(Limits limits, Predicate<InetAddress> shared, ReceivedBytes received) {
    this.limits = limits;
    this.shared = shared;
    this.received = received;
  }

  int count() {
    return open.size();
  }

  /** How many found no place. */
  long refused() {
    return refused.get();
  }

  /** Called by one thread at a time; empty if there is no place. */
  Optional<Connection> admit(InetSocketAddress peer) {
    Optional<Connection> admitted = ending ? Optional.empty() : place(peer);
    if (admitted.isEmpty()) refused.incrementAndGet();
    return admitted;
  }

  private Optional<Connection> place(InetSocketAddress peer) {
    if (open.size() >= limits.all() && !makeRoom()) return Optional.empty();
    if (byNetwork.merge(network(peer), 1, Integer::sum) > limits.ofAddress()
        && !shared.test(peer.getAddress())) {
      forget(peer);
      warn(peer);
      return Optional.empty();
    }
    Connection connection = new Connection(peer, received);
    open.add(connection);
    return Optional.of(connection);
  }

  void closed(Connection connection) {
    if (open.remove(connection)) forget(connection.peer());
  }

  /** Ends those that took too long; called once a second. */
  void sweep() {
    for (Connection connection : open) {
      boolean tooSlow = switch (connection.phase()) {
        case NEW, HEAD -> connection.isInPhaseFor(limits.head());
        case REQUEST, KEPT -> connection.isSilentFor(limits.silence());
        case LINGERING -> connection.isInPhaseFor(limits.lingering());
      };
      if (tooSlow) connection.tell(Order.TOO_SLOW);
    }
  }

  /** Takes no more, and ends each as soon as it has answered. */
  void end() {
    ending = true;
    open.forEach(Connection::end);
  }

  /** Ends them all. */
  void abandon() {
    open.forEach(connection -> connection.tell(Order.STOP));
  }

  private boolean makeRoom() {
    Optional<Connection> oldest = open.stream().filter(Connection::isFree)
        .min(Comparator.<Connection>comparingInt(it -> it.phase() == Phase.LINGERING ? 0 : 1)
            .thenComparingLong(Connection::since));
    oldest.ifPresent(connection -> {
      closed(connection);
      connection.tell(Order.MAKE_ROOM);
    });
    return oldest.isPresent();
  }

  /** Once a minute at most. */
  private void warn(InetSocketAddress peer) {
    long now = System.nanoTime();
    if (now - warned < MINUTE) return;
    warned = now;
    LOG.warn("{} has {} connections, as many as one address may have, and gets no more. If it is a proxy, name it in"
        + " TRUSTED_PROXIES.", peer.getAddress().getHostAddress(), limits.ofAddress());
  }

  private void forget(InetSocketAddress peer) {
    byNetwork.computeIfPresent(network(peer), (any, count) -> count == 1 ? null : Integer.valueOf(count - 1));
  }

  private static ByteBuffer network(InetSocketAddress peer) {
    byte[] address = peer.getAddress().getAddress();
    return ByteBuffer.wrap(peer.getAddress() instanceof Inet6Address ? Arrays.copyOf(address, 8) : address);
  }
}
