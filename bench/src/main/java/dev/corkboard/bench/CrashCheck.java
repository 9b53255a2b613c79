package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.bench.BoardClient.Answer;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.Proofs;
import dev.corkboard.service.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Clients create and change tasks, everything is killed in the middle, started again and checked: no acknowledged
 * write is missing or doubled, and the views equal a replay of the journal. Arguments: the launcher, an empty home
 * folder, a port, clients, seconds, rounds. Ends with 1 if anything is wrong.
 */
public final class CrashCheck {
  private static final String PASSWORD = "crash-check-password";
  private static final Duration START = Duration.ofSeconds(120);

  /** A task of one client: what was acknowledged of it last, and the change whose answer never came. */
  private static final class Written {
    private final String key;
    private volatile String id = "";
    private volatile long revision;

    Written(String key) {
      this.key = key;
    }
  }

  private final Path launcher;
  private final Path home;
  private final String url;
  private final ConcurrentLinkedQueue<Written> all = new ConcurrentLinkedQueue<>();
  private final List<String> faults = new ArrayList<>();
  private volatile boolean running;

  private CrashCheck(Path launcher, Path home, int port) {
    this.launcher = launcher;
    this.home = home;
    this.url = "http://localhost:" + port;
  }

  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[2]);
    CrashCheck check = new CrashCheck(Path.of(arguments[0]), Path.of(arguments[1]), port);
    for (int round = 1; round <= Integer.parseInt(arguments[5]); round++) {
      check.round(port, Integer.parseInt(arguments[3]), Duration.ofSeconds(Long.parseLong(arguments[4])));
    }
    Process last = check.start(port);
    check.verify();
    last.destroy();
    last.waitFor();
    check.faults.stream().limit(20).forEach(System.out::println);
    System.out.println(check.all.size() + " tasks, " + check.faults.size() + " faults");
    System.exit(check.faults.isEmpty() ? 0 : 1);
  }

  private void round(int port, int clients, Duration time) throws Exception {
    Process process = start(port);
    running = true;
    BoardClient board = new BoardClient(url);
    board.signIn("admin", PASSWORD);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++)
      threads.add(Thread.ofVirtual().start(() -> client(board.again())));
    LockSupport.parkNanos(time.toNanos());
    killEverything(process);
    running = false;
    for (Thread thread : threads)
      thread.join();
    System.out.println("killed with " + all.size() + " tasks written so far");
  }

  private Process start(int port) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "up", "--no-demo");
    builder.environment().putAll(Map.of("CORKBOARD_HOME", home.toString(), "HTTP_PORT", Integer.toString(port),
        "ADMIN_PASSWORD", PASSWORD, "LOG_LEVEL", "WARN"));
    Process process = builder.inheritIO().start();
    long deadline = System.nanoTime() + START.toNanos();
    while (!isUp()) {
      if (!process.isAlive() || System.nanoTime() > deadline) throw new IOException("it does not start");
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    return process;
  }

  private boolean isUp() throws InterruptedException {
    try {
      new BoardClient(url).signIn("admin", PASSWORD);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void killEverything(Process process) throws IOException {
    List<Long> pids = new ArrayList<>(List.of(process.pid()));
    for (Path file : List.of(home.resolve("postgres/data/postmaster.pid"), home.resolve("redis/redis.pid"))) {
      try (Stream<String> lines = Files.lines(file)) {
        pids.add(Long.parseLong(lines.findFirst().orElseThrow().strip()));
      }
    }
    pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private void client(BoardClient board) {
    try {
      while (running) {
        Written task = new Written("crash-" + System.nanoTime() + "-" + Thread.currentThread().threadId());
        all.add(task);
        create(board, task);
        for (int change = 0; change < 5 && running; change++)
          change(board, task);
      }
    } catch (IOException killed) {
      return;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void create(BoardClient board, Written task) throws IOException, InterruptedException {
    Answer answer = board.send("POST", "/api/tasks", Map.of("name", task.key, "labels", List.of("crash")),
        Map.of("Idempotency-Key", task.key));
    if (answer.status() == 201) acknowledge(task, answer);
  }

  private static void change(BoardClient board, Written task) throws IOException, InterruptedException {
    if (task.id.isEmpty()) return;
    Answer answer = board.send("PATCH", "/api/tasks/" + task.id,
        Map.of("description", "after " + task.revision + " of " + task.key), Map.of());
    if (answer.status() == 200) acknowledge(task, answer);
  }

  private static void acknowledge(Written task, Answer answer) {
    task.id = answer.body().get("id").textValue();
    task.revision = answer.body().get("revision").longValue();
  }

  private void verify() throws Exception {
    BoardClient board = new BoardClient(url);
    board.signIn("admin", PASSWORD);
    Set<String> ids = new HashSet<>();
    for (Written task : all) {
      String acknowledged = task.id;
      long revision = task.revision;
      create(board, task);
      if (!acknowledged.isEmpty() && !acknowledged.equals(task.id)) faults.add(task.key + " was created twice");
      ids.add(task.id);
      JsonNode now = board.send("PATCH", "/api/tasks/" + task.id, Map.of(), Map.of()).body();
      long found = now.get("revision").longValue();
      if (found < revision || found > revision + 1 && !acknowledged.isEmpty()) {
        faults.add(task.key + " was acknowledged at revision " + revision + " and is at " + found);
      }
      boolean lastChangeIsIn = found < 2
          || now.get("description").textValue().equals("after " + (found - 1) + " of " + task.key);
      if (!lastChangeIsIn) faults.add(task.key + " has the wrong description at revision " + found);
    }
    if (ids.size() != all.size()) faults.add(all.size() + " keys have " + ids.size() + " tasks");
    try (LocalPostgres postgres = LocalPostgres.open(home);
        HikariDataSource pool = new Database(postgres.jdbcUrl(), postgres.user(), postgres.password()).pool("check",
            2)) {
      faults.addAll(new Proofs(pool, pool, pool).faults());
    }
  }
}
