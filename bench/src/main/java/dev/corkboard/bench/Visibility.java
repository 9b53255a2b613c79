package dev.corkboard.bench;

import dev.corkboard.bench.BoardClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the answer of a write to its row in the list: a new task is created and the list read, again
 * and again, until it shows it; and whether a read with the token ever shows less. Arguments: the board's URL, the
 * administrator's password, how many times, and how many clients at once (1 if not given).
 */
public final class Visibility {
  private static final long BETWEEN_WRITES_NANOS = 20_000_000;
  /** Clients that ask without a break would measure each other. */
  private static final long BETWEEN_LOOKS_NANOS = 2_000_000;
  private static final String NEWEST = "/api/tasks?ordering=-created_at&limit=5&label=";

  private final BoardClient board;
  /** Its tasks have a label of its own, so that it need not look through those of the others. */
  private final String label;
  private final Figures plain;
  private final Figures withToken;
  private final AtomicInteger older;
  private final Figures stale;

  private Visibility(BoardClient board, int number, Figures plain, Figures withToken, AtomicInteger older,
      Figures stale) {
    this.board = board;
    this.label = "visibility-" + number;
    this.plain = plain;
    this.withToken = withToken;
    this.older = older;
    this.stale = stale;
  }

  /**
   * What was seen.
   *
   * @param plain from the answer of the write to the answer of the first read that shows it
   * @param stale of it, until that read was sent
   * @param withToken how long reads with the token took
   * @param older reads with the token that did not show their write
   */
  record Seen(Figures plain, Figures stale, Figures withToken, int older) {}

  public static void main(String[] arguments) throws Exception {
    BoardClient board = new BoardClient(arguments[0]);
    board.signIn("admin", arguments[1]);
    Seen seen = measure(board, Integer.parseInt(arguments[2]),
        arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1);
    System.out.println("write answered -> row in the list      " + seen.plain());
    System.out.println("of it, until that read was sent        " + seen.stale());
    System.out.println(
        "read with the token, its own wait incl. " + seen.withToken() + ", older than its write: " + seen.older());
  }

  static Seen measure(BoardClient board, int times, int clients) throws Exception {
    Figures plain = new Figures(times * clients);
    Figures withToken = new Figures(times * clients);
    AtomicInteger older = new AtomicInteger();
    Figures stale = new Figures(times * clients);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Visibility client = new Visibility(board.again(), i, plain, withToken, older, stale);
        running.add(threads.submit(() -> client.run(times)));
      }
      for (Future<?> client : running)
        client.get();
    }
    return new Seen(plain, stale, withToken, older.get());
  }

  private Void run(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      plain.add(plain());
      LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
      Answer written = written("With token");
      long started = System.nanoTime();
      Answer read = board.send("GET", NEWEST + label, null, Map.of("Consistency-Token", written.token().orElseThrow()));
      withToken.add(System.nanoTime() - started);
      if (!shows(read, written)) older.incrementAndGet();
      LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
    }
    return null;
  }

  private long plain() throws Exception {
    Answer written = written("Without token");
    long answered = System.nanoTime();
    long asked = answered;
    while (!shows(board.get(NEWEST + label), written)) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      asked = System.nanoTime();
    }
    stale.add(asked - answered);
    return System.nanoTime() - answered;
  }

  private Answer written(String name) throws Exception {
    return board.send("POST", "/api/tasks", Map.of("name", name, "labels", List.of(label)), Map.of());
  }

  private static boolean shows(Answer list, Answer written) {
    for (var task : list.body().get("results")) {
      if (task.get("id").equals(written.body().get("id"))) return true;
    }
    return false;
  }
}
