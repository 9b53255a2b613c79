package dev.corkboard.bench;

import dev.corkboard.bench.BoardClient.Answer;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the answer of a write to its row in the list: a new task is created and the list read, again
 * and again, until it shows it. Arguments: the board's URL, the administrator's password, how many times.
 */
public final class Visibility {
  private static final long BETWEEN_WRITES_NANOS = 20_000_000;

  private Visibility() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[2]);
    BoardClient board = new BoardClient(arguments[0]);
    board.signIn("admin", arguments[1]);
    Figures plain = new Figures(times);
    Figures withToken = new Figures(times);
    int stale = 0;
    for (int i = 0; i < times; i++) {
      plain.add(plain(board));
      LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
      Answer written = board.send("POST", "/api/tasks", Map.of("name", "With token"), Map.of());
      long started = System.nanoTime();
      Answer read = board.send("GET", "/api/tasks?ordering=-created_at&limit=5", null,
          Map.of("Consistency-Token", written.token().orElseThrow()));
      withToken.add(System.nanoTime() - started);
      if (!shows(read, written)) stale++;
      LockSupport.parkNanos(BETWEEN_WRITES_NANOS);
    }
    System.out.println("write answered -> row in the list      " + plain);
    System.out.println("read with the token, its own wait incl. " + withToken + ", older than its write: " + stale);
  }

  private static long plain(BoardClient board) throws Exception {
    Answer written = board.send("POST", "/api/tasks", Map.of("name", "Without token"), Map.of());
    long started = System.nanoTime();
    while (!shows(board.get("/api/tasks?ordering=-created_at&limit=5"), written))
      Thread.onSpinWait();
    return System.nanoTime() - started;
  }

  private static boolean shows(Answer list, Answer written) {
    for (var task : list.body().get("results")) {
      if (task.get("id").equals(written.body().get("id"))) return true;
    }
    return false;
  }
}
