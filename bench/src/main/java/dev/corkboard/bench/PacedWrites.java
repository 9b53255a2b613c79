package dev.corkboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** Makes tasks, so many a second as long as the board keeps up, from one thread, and knows when each was answered. */
final class PacedWrites {

  /**
   * What came of it.
   *
   * @param answered when, in nanoseconds, by the id of what was made
   */
  record Outcome(Map<String, Long> answered, int failures, double seconds) {}

  private static final int CREATED = 201;
  private static final long LONGEST_WAIT_MILLIS = 100;

  private final InetSocketAddress board;
  private final int connections;
  private final int perSecond;

  /**
   * @param connections how many writes may be in flight
   */
  PacedWrites(InetSocketAddress board, int connections, int perSecond) {
    this.board = board;
    this.connections = connections;
    this.perSecond = perSecond;
  }

  Outcome run(byte[] request, int times) throws IOException {
    try (Selector selector = Selector.open()) {
      Run run = new Run();
      for (int i = 0; i < connections; i++)
        run.open(selector);
      long started = System.nanoTime();
      int begun = 0;
      while (run.done() < times) {
        long due = started + begun * 1_000_000_000L / perSecond - System.nanoTime();
        boolean waits = begun == times || run.free.isEmpty();
        if (waits) selector.select(run::take, LONGEST_WAIT_MILLIS);
        else if (due > 0) selector.select(run::take, Math.max(1, due / 1_000_000));
        else {
          run.free.remove().send(request);
          begun++;
        }
      }
      for (SelectionKey key : selector.keys())
        key.channel().close();
      return new Outcome(run.answered, run.failures, (System.nanoTime() - started) / 1e9);
    }
  }

  private final class Run {
    private final Queue<LoadConnection> free = new ArrayDeque<>();
    private final Map<String, Long> answered = new HashMap<>();
    private int failures;

    private void open(Selector selector) throws IOException {
      SocketChannel channel = SocketChannel.open(board);
      LoadConnection connection = new LoadConnection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      free.add(connection);
    }

    private int done() {
      return answered.size() + failures;
    }

    private void take(SelectionKey key) {
      LoadConnection connection = (LoadConnection) key.attachment();
      try {
        if (!connection.take()) return;
      } catch (IOException broken) {
        throw new UncheckedIOException("a connection broke; the figures are void", broken);
      }
      if (connection.status() == CREATED) answered.put(connection.createdId(), System.nanoTime());
      else
        failures++;
      free.add(connection);
    }
  }
}
