package dev.corkboard.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How long after the answer to a write one client that follows changes has it, while nobody else writes. */
final class FeedDelay {
  private static final long BETWEEN_WRITES_NANOS = 20_000_000;
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private FeedDelay() {}

  static Figures measure(InetSocketAddress address, BoardClient board, int times)
      throws IOException, InterruptedException {
    FeedClient feed = new FeedClient(address, board.accessToken(), new FeedClient.Seen());
    feed.channel().configureBlocking(true);
    Thread reader = Thread.ofPlatform().daemon().start(() -> follow(feed));
    await(() -> feed.start().isPresent());
    Figures figures = new Figures(times);
    for (int i = 0; i < times; i++) {
      int event = i;
      board.send("POST", "/api/tasks", Map.of("name", "Followed"), Map.of());
      long answered = System.nanoTime();
      await(() -> feed.events() > event);
      figures.add(Math.max(0, feed.at(event) - answered));
      LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
    }
    feed.channel().close();
    reader.join();
    return figures;
  }

  private static void follow(FeedClient feed) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (feed.take(buffer));
    } catch (IOException closed) {
      return;
    }
  }

  private static void await(BooleanSupplier reached) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) throw new EOFException("a change did not come");
      LockSupport.parkNanos(500_000);
    }
  }
}
