package dev.corkboard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.bench.BoardClient.Answer;
import dev.corkboard.readmodel.Database;
import dev.corkboard.service.embedded.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills a board with events, exports it, imports it into an empty home, and compares every list and every
 * event. Arguments: the launcher, an empty folder, a port, events. Ends with 1 if anything differs.
 */
public final class CarryCheck {
  private static final String PASSWORD = "carry-check-password";
  private static final Duration START = Duration.ofMinutes(5);
  private static final List<String> LISTS = List.of("/api/posts", "/api/tweets", "/api/sprints", "/api/tasks",
      "/api/tasks?ordering=-updated_at", "/api/tasks?ordering=name", "/api/users", "/api/admin/users");

  /** A task of ten events: what the service wrote of one, under other ids. */
  private static final String MULTIPLY = """
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, event_payload)
      select replace(persistence_id, '%1$s', made.id), sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, convert_to(replace(convert_from(event_payload, 'UTF8'), '%1$s', made.id), 'UTF8')
      from (select substr('%1$s', 1, 24) || lpad(to_hex(n), 12, '0') as id from generate_series(1, %2$d) n) made
      cross join journal.event_journal where persistence_id = 'task|%1$s' order by made.id, sequence_number""";

  private static final String JOURNAL = """
      select persistence_id, sequence_number, writer, write_timestamp, event_ser_manifest, md5(event_payload)
      from journal.event_journal order by persistence_id, sequence_number""";

  private final Path launcher;
  private final Path folder;
  private final int port;

  private CarryCheck(Path launcher, Path folder, int port) {
    this.launcher = launcher;
    this.folder = folder;
    this.port = port;
  }

  public static void main(String[] arguments) throws Exception {
    CarryCheck check = new CarryCheck(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]),
        Integer.parseInt(arguments[2]));
    Map<String, List<String>> before = check.source(Integer.parseInt(arguments[3]));
    Path file = check.folder.resolve("board.jsonl");
    System.out.println("import took " + check.run("copy", "import", file) + " s");
    Process copy = check.up("copy");
    Map<String, List<String>> after = check.answers("copy");
    end(copy);
    List<String> different = before.keySet().stream().filter(list -> !before.get(list).equals(after.get(list)))
        .toList();
    before.forEach((list, pages) -> System.out.println(pages.size() + " pages or rows of " + list));
    System.out.println(different.isEmpty() ? "everything is the same" : "different: " + different);
    System.exit(different.isEmpty() ? 0 : 1);
  }

  private Map<String, List<String>> source(int events) throws Exception {
    Process process = up("source");
    multiply(tenEvents(), events / 10);
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    end(process);
    process = up("source"); // ready only when its views show everything
    System.out.println("export took " + run("source", "export", folder.resolve("board.jsonl")) + " s, to "
        + Files.size(folder.resolve("board.jsonl")) / 1_000_000 + " MB");
    Map<String, List<String>> answers = answers("source");
    end(process);
    return answers;
  }

  private String tenEvents() throws IOException, InterruptedException {
    BoardClient board = signedIn();
    String id = stored(board, "POST", "/api/tasks", Map.of("name", "Carried")).get("id").textValue();
    for (int i = 2; i <= 10; i++)
      stored(board, "PATCH", "/api/tasks/" + id, Map.of("name", "Carried " + i, "labels", List.of("carry")));
    return id;
  }

  /** The first commands of a node that has just started may come too late; a repeat does no harm. */
  private static JsonNode stored(BoardClient board, String method, String path, Object body)
      throws IOException, InterruptedException {
    Map<String, String> headers = method.equals("POST") ? Map.of("Idempotency-Key", "carry-check") : Map.of();
    Answer answer = board.send(method, path, body, headers);
    for (int tries = 1; answer.status() == 503 && tries < 20; tries++)
      answer = board.send(method, path, body, headers);
    if (answer.status() >= 300) throw new IOException(method + " " + path + " answered " + answer.status());
    return answer.body();
  }

  private void multiply(String task, int tasks) throws SQLException {
    try (LocalPostgres postgres = LocalPostgres.open(folder.resolve("source"));
        HikariDataSource pool = database(postgres).patientPool("fill");
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(MULTIPLY.formatted(task, tasks));
    }
  }

  /** Every page of every list, and every event, by what was asked. */
  private Map<String, List<String>> answers(String home) throws Exception {
    BoardClient board = signedIn();
    Map<String, List<String>> answers = new HashMap<>();
    for (String list : LISTS)
      answers.put(list, pages(board, list));
    answers.put("events", events(home));
    return answers;
  }

  private static List<String> pages(BoardClient board, String list) throws IOException, InterruptedException {
    List<String> pages = new ArrayList<>();
    String base = list + (list.contains("?") ? "&" : "?") + "limit=100";
    Optional<String> next = Optional.of(base);
    while (next.isPresent()) {
      Answer page = board.get(next.get());
      if (page.status() == 404) return pages; // not a list of this release
      if (page.status() != 200) throw new IOException(next.get() + " answered " + page.status());
      pages.add(page.body().toString());
      next = Optional.ofNullable(page.body().get("next")).filter(JsonNode::isTextual)
          .map(cursor -> base + "&cursor=" + cursor.textValue());
    }
    return pages;
  }

  private List<String> events(String home) throws SQLException {
    try (LocalPostgres postgres = LocalPostgres.open(folder.resolve(home));
        HikariDataSource pool = database(postgres).patientPool("compare");
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(JOURNAL)) {
      List<String> events = new ArrayList<>();
      while (row.next())
        events.add(row.getString(1) + row.getString(2) + row.getString(3) + row.getString(4) + row.getString(5)
            + row.getString(6));
      return events;
    }
  }

  private static Database database(LocalPostgres postgres) {
    return new Database(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private BoardClient signedIn() throws IOException, InterruptedException {
    BoardClient board = new BoardClient("http://localhost:" + port);
    board.signIn("admin", PASSWORD);
    return board;
  }

  /** How many seconds the command took. */
  private double run(String home, String command, Path file) throws IOException, InterruptedException {
    long started = System.nanoTime();
    int code = builder(home, command, file.toString()).inheritIO().start().waitFor();
    if (code != 0) throw new IOException(command + " ended with " + code);
    return (System.nanoTime() - started) / 100_000_000 / 10.0;
  }

  private Process up(String home) throws IOException {
    Path log = folder.resolve(home + ".log");
    Files.createDirectories(folder);
    Process process = builder(home, "up", "--no-demo").redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.readString(log).contains("Corkboard is ready")) {
      if (!process.isAlive() || System.nanoTime() > deadline) throw new IOException("it does not start, see " + log);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    return process;
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private ProcessBuilder builder(String home, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("CORKBOARD_HOME", folder.resolve(home).toString(), "HTTP_PORT",
        Integer.toString(port), "ADMIN_PASSWORD", PASSWORD));
    return builder;
  }
}
