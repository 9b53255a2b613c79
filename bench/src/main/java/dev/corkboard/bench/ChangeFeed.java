package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Many clients follow changes while others write: whether each client gets every change once and in order, and how long
 * after the answer to the write. Arguments: the board's URL, the administrator's password, clients, writes a second,
 * seconds, the service's process.
 */
public final class ChangeFeed {
  private static final int WRITERS = 32;
  private static final int SAMPLES = 5_000_000;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Map<String, String> JSON = Map.of("Accept", "application/json");

  private final BoardClient board;
  private final URI base;
  private final List<FeedClient> clients = new ArrayList<>();
  private final FeedClient.Seen seen = new FeedClient.Seen();
  private final Map<String, Long> answered = new HashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean ended;

  private ChangeFeed(BoardClient board, URI base) {
    this.board = board;
    this.base = base;
  }

  public static void main(String[] arguments) throws Exception {
    BoardClient board = new BoardClient(arguments[0]);
    board.signIn("admin", arguments[1]);
    new ChangeFeed(board, URI.create(arguments[0])).run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]), Path.of("/proc", arguments[5], "status"));
  }

  private void run(int count, int perSecond, int seconds, Path process) throws Exception {
    System.out.println("service before                 " + memory(process));
    Selector selector = Selector.open();
    long connecting = System.nanoTime();
    for (int i = 0; i < count; i++)
      clients.add(new FeedClient(new InetSocketAddress(base.getHost(), base.getPort()), board.accessToken(), seen));
    for (FeedClient client : clients)
      client.channel().register(selector, SelectionKey.OP_READ, client);
    Thread reader = Thread.ofPlatform().start(() -> read(selector));
    await("all are connected", () -> clients.stream().allMatch(client -> client.start().isPresent()));
    System.out.printf("%d clients connected in %.1f s, %s%n", count, (System.nanoTime() - connecting) / 1e9,
        memory(process));
    String start = clients.stream().flatMap(client -> client.start().stream()).max(String::compareTo).orElseThrow();
    write(perSecond, perSecond * seconds);
    System.out.println("service after the last write   " + memory(process));
    List<String> events = events(start);
    await("all have everything", () -> clients.stream().allMatch(client -> client.events() >= events.size()));
    ended = true;
    selector.wakeup();
    reader.join();
    report(events);
  }

  private void read(Selector selector) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (!ended) {
        selector.select(key -> take(key, buffer));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void take(SelectionKey key, ByteBuffer buffer) {
    try {
      if (((FeedClient) key.attachment()).take(buffer)) return;
      failures.incrementAndGet();
      key.cancel();
    } catch (IOException cutOff) {
      failures.incrementAndGet();
      key.cancel();
    }
  }

  private void write(int perSecond, int times) throws IOException {
    byte[] request = new Wire(board.accessToken()).send("POST", "/api/tasks",
        "{\"name\": \"Followed\", \"labels\": [\"feed\"]}");
    InetSocketAddress address = new InetSocketAddress(base.getHost(), base.getPort());
    PacedWrites.Outcome outcome = new PacedWrites(address, WRITERS, perSecond).run(request, times);
    answered.putAll(outcome.answered());
    failures.addAndGet(outcome.failures());
    System.out.printf("%d writes in %.1f s%n", times, outcome.seconds());
  }

  /** What the journal has: positions, in order; and from now on what was answered is known by its position too. */
  private List<String> events(String start) throws Exception {
    List<String> positions = new ArrayList<>();
    String next = start;
    JsonNode page = page(next);
    while (!page.get("results").isEmpty()) {
      for (JsonNode event : page.get("results")) {
        positions.add(event.get("position").textValue());
        Long at = answered.remove(event.get("id").textValue());
        if (at != null) answered.put(event.get("position").textValue(), at);
      }
      next = page.get("next").textValue();
      page = page(next);
    }
    return positions;
  }

  private JsonNode page(String after) throws Exception {
    return board.send("GET", "/api/changes?limit=100&after=" + after, null, JSON).body();
  }

  private void report(List<String> events) {
    boolean same = seen.count() == events.size() && IntStream.range(0, events.size())
        .allMatch(number -> seen.position(number).equals(events.get(number)));
    long whole = clients.stream().filter(client -> same && client.inOrder() && client.events() == events.size())
        .count();
    Figures latency = new Figures(SAMPLES);
    for (int number = 0; number < seen.count(); number++) {
      Long at = answered.get(seen.position(number));
      if (at == null) continue;
      for (FeedClient client : clients)
        if (number < client.events()) latency.add(Math.max(0, client.at(number) - at));
    }
    System.out.println("clients with every change once, in order: " + whole + " of " + clients.size() + " (" + events
        .size() + " changes)");
    System.out.println("answer of a write -> a client has it      " + latency);
    System.out.println("writes that failed and streams that broke: " + failures);
  }

  private static void await(String what, BooleanSupplier reached) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        System.out.println("not in time: " + what);
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static String memory(Path process) throws IOException {
    return Files.readAllLines(process).stream().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("gone");
  }
}
