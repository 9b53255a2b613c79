package dev.corkboard.bench;

import dev.corkboard.bench.BoardClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients at once: of ten requests seven read and three write. Arguments: the board's URL, the administrator's
 * password, clients, seconds.
 */
public final class MixedLoad {
  private static final Duration SIGN_IN_AGAIN = Duration.ofMinutes(5);

  private final String base;
  private final String password;
  private final long end;
  private final Figures reads = new Figures(5_000_000);
  private final Figures writes = new Figures(5_000_000);
  private final AtomicInteger failures = new AtomicInteger();

  private MixedLoad(String base, String password, Duration time) {
    this.base = base;
    this.password = password;
    this.end = System.nanoTime() + time.toNanos();
  }

  public static void main(String[] arguments) throws Exception {
    MixedLoad load = new MixedLoad(arguments[0], arguments[1], Duration.ofSeconds(Long.parseLong(arguments[3])));
    load.run(Integer.parseInt(arguments[2]));
    System.out.println("reads  " + load.reads);
    System.out.println("writes " + load.writes);
    System.out.println("answers that were no success: " + load.failures.get());
  }

  private void run(int clients) throws IOException, InterruptedException {
    while (System.nanoTime() < end) {
      BoardClient board = new BoardClient(base);
      board.signIn("admin", password);
      long until = Math.min(end, System.nanoTime() + SIGN_IN_AGAIN.toNanos());
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < clients; i++)
        threads.add(Thread.ofVirtual().start(() -> client(board.again(), until)));
      for (Thread thread : threads)
        thread.join();
    }
  }

  private void client(BoardClient board, long until) {
    try {
      List<String> mine = new ArrayList<>();
      while (System.nanoTime() < until)
        step(board, mine);
    } catch (Exception failed) {
      failures.incrementAndGet();
      System.err.println(failed);
    }
  }

  private void step(BoardClient board, List<String> mine) throws Exception {
    int dice = ThreadLocalRandom.current().nextInt(10);
    long started = System.nanoTime();
    Answer answer = switch (dice) {
      case 0 ->
        board.send("POST", "/api/tasks", Map.of("name", "Load " + started, "labels", List.of("load")), Map.of());
      case 1, 2 -> mine.isEmpty()
          ? board.get("/api/posts")
          : board.send("PATCH", "/api/tasks/" + any(mine), Map.of("name", "Changed " + started), Map.of());
      case 3, 4, 5 -> mine.isEmpty() ? board.get("/api/tweets") : board.get("/api/tasks/" + any(mine));
      case 6 -> board.get("/api/tasks?label=load&ordering=-created_at");
      case 7 -> board.get("/api/tasks?q=sensors");
      default -> board.get("/api/tasks?limit=20");
    };
    (dice < 3 ? writes : reads).add(System.nanoTime() - started);
    if (dice == 0 && answer.status() == 201) mine.add(answer.body().get("id").textValue());
    boolean notYetThere = answer.status() == 404;
    if (answer.status() >= 400 && !notYetThere) failures.incrementAndGet();
  }

  private static String any(List<String> ids) {
    return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
  }
}
