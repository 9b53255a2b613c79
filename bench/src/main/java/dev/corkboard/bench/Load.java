package dev.corkboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Asks a board for as much as it answers, from one thread, on a number of connections with one request at a time each.
 * It looks at no more of an answer than it must, as what it costs is taken from the board.
 */
final class Load {

  /**
   * What came of it.
   *
   * @param answers a second
   * @param failures answers that were no success
   * @param latency in nanoseconds
   * @param ownMicros CPU that the load itself took for an answer
   */
  record Outcome(double answers, long failures, Figures latency, double ownMicros) {}

  private static final int SAMPLES = 400_000;
  /** A quarter of the measured time goes by before the measurement. */
  private static final int WARM_UP_SHARE = 4;

  private final InetSocketAddress board;
  private final int connections;
  private final Duration time;

  Load(InetSocketAddress board, int connections, Duration time) {
    this.board = board;
    this.connections = connections;
    this.time = time;
  }

  /**
   * @param requests whole requests, one after the other; a connection that gets none is done
   * @param begun is run when the warm-up is over
   */
  Outcome run(Supplier<Optional<byte[]>> requests, Runnable begun) throws IOException {
    return run(requests, begun, time.dividedBy(WARM_UP_SHARE));
  }

  /** Requests that come to an end, of which a warm-up would use up some, or all. */
  Outcome runAll(Supplier<Optional<byte[]>> requests, Runnable begun) throws IOException {
    return run(requests, begun, Duration.ZERO);
  }

  private Outcome run(Supplier<Optional<byte[]>> requests, Runnable begun, Duration warmUp) throws IOException {
    Run run = new Run(requests);
    List<SocketChannel> channels = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++)
        channels.add(run.open(selector));
      run.until(selector, warmUp);
      begun.run();
      return run.measured(selector);
    } finally {
      for (SocketChannel channel : channels)
        channel.close();
    }
  }

  private final class Run {
    private final Supplier<Optional<byte[]>> requests;
    private Figures latency = new Figures(SAMPLES);
    private long answers;
    private long failures;
    private int open = connections;

    Run(Supplier<Optional<byte[]>> requests) {
      this.requests = requests;
    }

    SocketChannel open(Selector selector) throws IOException {
      SocketChannel channel = SocketChannel.open(board);
      LoadConnection connection = new LoadConnection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      next(connection);
      return channel;
    }

    Outcome measured(Selector selector) throws IOException {
      answers = 0;
      failures = 0;
      latency = new Figures(SAMPLES);
      double cpu = Cpu.ofThread();
      long started = System.nanoTime();
      until(selector, time);
      double seconds = (System.nanoTime() - started) / 1e9;
      return new Outcome(answers / seconds, failures, latency, (Cpu.ofThread() - cpu) * 1e6 / Math.max(1, answers));
    }

    void until(Selector selector, Duration time) throws IOException {
      long end = System.nanoTime() + time.toNanos();
      while (open > 0 && System.nanoTime() < end)
        selector.select(this::take, 20);
    }

    private void take(SelectionKey key) {
      LoadConnection connection = (LoadConnection) key.attachment();
      try {
        if (!connection.take()) return;
        answers++;
        if (connection.status() >= 400) failures++;
        // All of a short run, and a sample of a long one.
        if (answers < SAMPLES / 2 || ThreadLocalRandom.current().nextInt(8) == 0) latency.add(connection.nanos());
        next(connection);
      } catch (IOException broken) {
        throw new UncheckedIOException("a connection broke; the figures are void", broken);
      }
    }

    private void next(LoadConnection connection) throws IOException {
      Optional<byte[]> request = requests.get();
      if (request.isPresent()) connection.send(request.get());
      else
        open--;
    }
  }
}
