package dev.corkboard.bench;

import dev.corkboard.bench.BoardClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a flood of sign-ins does to the others: eight clients read lists and write tasks, first alone, then while many
 * sign in in a loop. Arguments: the board's URL, the administrator's password, clients that sign in, seconds.
 */
public final class LoginFlood {
  private static final int OTHERS = 8;

  private final String base;
  private final String password;
  private final Duration time;

  private LoginFlood(String base, String password, Duration time) {
    this.base = base;
    this.password = password;
    this.time = time;
  }

  public static void main(String[] arguments) throws Exception {
    LoginFlood flood = new LoginFlood(arguments[0], arguments[1], Duration.ofSeconds(Long.parseLong(arguments[3])));
    flood.run("alone", 0);
    flood.run("in the flood", Integer.parseInt(arguments[2]));
  }

  private void run(String when, int signingIn) throws Exception {
    BoardClient board = new BoardClient(base);
    board.signIn("admin", password);
    Figures reads = new Figures(2_000_000);
    Figures writes = new Figures(2_000_000);
    Figures taken = new Figures(2_000_000);
    Figures refused = new Figures(2_000_000);
    AtomicInteger failures = new AtomicInteger();
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < OTHERS; i++)
      threads.add(loop(end, failures, work(board.again(), reads, writes, failures)));
    for (int i = 0; i < signingIn; i++)
      threads.add(loop(end, failures, signIn(new BoardClient(base), taken, refused, failures)));
    for (Thread thread : threads)
      thread.join();
    System.out.println(when);
    System.out.println("  reads   " + reads);
    System.out.println("  writes  " + writes);
    if (signingIn > 0) {
      System.out.println("  sign-ins taken (200)   " + taken);
      System.out.println("  sign-ins refused (503) " + refused);
    }
    System.out.println("  other answers that were no success: " + failures.get());
  }

  private interface Step {
    void run(int turn) throws Exception;
  }

  private static Thread loop(long end, AtomicInteger failures, Step step) {
    return Thread.ofVirtual().start(() -> {
      for (int turn = 0; System.nanoTime() < end; turn++) {
        try {
          step.run(turn);
        } catch (Exception failed) {
          failures.incrementAndGet();
          System.err.println(failed);
        }
      }
    });
  }

  private static Step work(BoardClient board, Figures reads, Figures writes, AtomicInteger failures) {
    return turn -> {
      boolean write = turn % 4 == 3;
      long started = System.nanoTime();
      Answer answer = write
          ? board.send("POST", "/api/tasks", Map.of("name", "Flood " + turn, "labels", List.of("flood")), Map.of())
          : board.get(turn % 4 == 0 ? "/api/tasks?label=flood&ordering=-created_at" : "/api/posts");
      (write ? writes : reads).add(System.nanoTime() - started);
      if (answer.status() >= 400) failures.incrementAndGet();
    };
  }

  private Step signIn(BoardClient board, Figures taken, Figures refused, AtomicInteger failures) {
    return turn -> {
      long started = System.nanoTime();
      int status = board.send("POST", "/auth/obtain_token", Map.of("username", "admin", "password", password),
          Map.of()).status();
      (status == 503 ? refused : taken).add(System.nanoTime() - started);
      if (status != 200 && status != 503) failures.incrementAndGet();
    };
  }
}
