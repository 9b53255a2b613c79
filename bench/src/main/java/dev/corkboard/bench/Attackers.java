package dev.corkboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** All connections of all attacks: one thread over non-blocking sockets, since it shares the processors with what it attacks. */
final class Attackers {
  private static final long LOOKS_MILLIS = 20;
  /** So many begin at each look, so that the attack does not open with a thousand connections at once. */
  private static final int BEGINNING_AT_ONCE = 20;

  private final InetSocketAddress service;
  private final List<AttackOutcome> outcomes = new ArrayList<>();
  private final List<HostileConnection> connections = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("attackers").unstarted(this::run);
  private volatile boolean ended;

  Attackers(InetSocketAddress service, List<Attack> attacks) {
    this.service = service;
    for (Attack attack : attacks) {
      AttackOutcome outcome = new AttackOutcome(attack);
      outcomes.add(outcome);
      for (int number = 0; number < attack.connections(); number++)
        connections.add(new HostileConnection(attack, number, outcome));
    }
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    ended = true;
    thread.join();
  }

  List<AttackOutcome> outcomes() {
    return outcomes;
  }

  private void run() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    try (Selector selector = Selector.open()) {
      int begun = 0;
      while (!ended) {
        selector.select(key -> ((HostileConnection) key.attachment()).ready(buffer), LOOKS_MILLIS);
        begun = Math.min(connections.size(), begun + BEGINNING_AT_ONCE);
        long now = System.nanoTime();
        for (HostileConnection connection : connections.subList(0, begun))
          connection.look(now, selector, service, buffer);
      }
      connections.forEach(HostileConnection::close);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
