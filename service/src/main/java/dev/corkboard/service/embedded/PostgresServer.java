package dev.corkboard.service.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs PostgreSQL's own programs on one data folder. */
final class PostgresServer {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final int START_TRIES = 5;
  private static final long LOG_LIMIT = 4L << 20;
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  // The port and the socket folder apart, everything that makes an acknowledged write durable is said aloud.
  private static final String SETTINGS = """
      listen_addresses = '127.0.0.1'
      port = %d
      unix_socket_directories = ''
      fsync = on
      synchronous_commit = on
      full_page_writes = on
      max_connections = 100
      idle_in_transaction_session_timeout = 60s
      shared_buffers = %dMB
      huge_pages = off
      io_method = sync
      max_parallel_workers_per_gather = 0
      max_worker_processes = 2
      max_logical_replication_workers = 0
      max_wal_senders = 0
      max_wal_size = 1GB
      autovacuum_naptime = 30s
      jit = off
      timezone = 'UTC'
      log_timezone = 'UTC'
      log_min_error_statement = panic
      log_error_verbosity = terse
      log_checkpoints = off
      """;
  private static final long LEAST_BUFFERS = 128;
  private static final long MOST_BUFFERS = 4096;
  private static final String ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

  /** Which port to try next. */
  private interface PortChoice {
    int next() throws IOException;
  }

  private final Path folder;
  private final Path data;
  private final Path binaries;
  private final List<String> prefix;
  private final Postmaster postmaster;

  private PostgresServer(Path folder, Path binaries, List<String> prefix) {
    this.folder = folder;
    this.data = dataFolder(folder);
    this.binaries = binaries;
    this.prefix = prefix;
    this.postmaster = new Postmaster(data);
  }

  static PostgresServer in(Path folder) throws IOException {
    List<String> prefix = Unprivileged.prefix(folder);
    return new PostgresServer(folder, PostgresBinaries.unpack(folder), prefix);
  }

  static Path dataFolder(Path folder) {
    return folder.resolve("data");
  }

  /** Makes the data folder, the database and its user, or gives the user a new password where the old one is lost. */
  void prepare(String user, String password, boolean passwordLost) throws IOException {
    if (!Files.isDirectory(data)) {
      create(user, password);
    } else if (passwordLost) {
      postmaster.forgetStrangers();
      alone(data,
          "alter role postgres password '" + password + "';\nalter role " + user + " password '" + password + "';\n");
    }
  }

  /** Starts the server on a free port and returns that once it takes connections. */
  int start() throws IOException {
    return start(Loopback::freePort);
  }

  /** Starts it where it was before. */
  void startAgain(int port) throws IOException {
    start(() -> port);
  }

  boolean runs() {
    return postmaster.process().isPresent();
  }

  private int start(PortChoice choice) throws IOException {
    postmaster.forgetStrangers();
    Path log = folder.resolve("postgres.log");
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, folder.resolve("postgres.old.log"), StandardCopyOption.REPLACE_EXISTING);
    }
    for (int tries = 1;; tries++) {
      long before = Files.exists(log) ? Files.size(log) : 0;
      int port = choice.next();
      Files.writeString(data.resolve("postgresql.conf"), SETTINGS.formatted(port, buffersMegabytes(memoryMegabytes())));
      Program.Outcome outcome = run("pg_ctl", "start", "-s", "-w", "-t", "120", "-D", data.toString(), "-l",
          log.toString());
      if (!outcome.failed()) {
        return port;
      }
      String why = fatal(log, before, outcome);
      // Another program took the port first, or the last processes of a killed server are still going.
      boolean passes = why.contains("could not bind") || why.contains("TCP/IP sockets") || why.contains("still in use");
      if (tries == START_TRIES || !passes) {
        throw new IOException(why + " (see " + log + ")");
      }
      Bounded.await(Duration.ofMillis(500), () -> false);
    }
  }

  /** An eighth of the memory; it is taken only as a board grows into it. */
  static long buffersMegabytes(long memoryMegabytes) {
    return Math.clamp(memoryMegabytes / 8, LEAST_BUFFERS, MOST_BUFFERS);
  }

  /** Of the machine, or of the container. */
  private static long memoryMegabytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() >> 20;
  }

  /** Stops the server of this data folder if one runs, whoever started it. */
  void stop() throws IOException {
    if (postmaster.process().isEmpty()) {
      return;
    }
    run("pg_ctl", "stop", "-s", "-w", "-m", "fast", "-t", "20", "-D", data.toString());
    if (gone(Duration.ZERO)) {
      return;
    }
    LOG.warn("PostgreSQL does not stop in good order; it is told to stop at once");
    run("pg_ctl", "stop", "-s", "-w", "-m", "immediate", "-t", "5", "-D", data.toString());
    if (!gone(LAST_WAIT)) {
      postmaster.process().ifPresent(ProcessHandle::destroyForcibly);
      if (!gone(LAST_WAIT)) {
        throw new IOException("a PostgreSQL that an earlier run left on " + data + " cannot be stopped");
      }
    }
  }

  private boolean gone(Duration bound) {
    return Bounded.await(bound, () -> postmaster.process().isEmpty());
  }

  // Under another name until it is whole: a run that is killed in between starts afresh the next time.
  private void create(String user, String password) throws IOException {
    Path unfinished = folder.resolve(".data-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    Program.Outcome outcome = run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
        "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", "-D", unfinished.toString());
    if (outcome.failed()) {
      throw new IOException(outcome.output());
    }
    Files.writeString(unfinished.resolve("pg_hba.conf"), ACCESS);
    alone(unfinished,
        "alter role postgres password '" + password + "';\ncreate role " + user + " login password '" + password
            + "';\ncreate database " + user + " owner " + user + ";\n");
    DurableFile.move(unfinished, data);
    deleteUnfinished();
  }

  private void alone(Path folder, String statements) throws IOException {
    Program.Outcome outcome = run(
        List.of("postgres", "--single", "-D", folder.toString(), "-c", "exit_on_error=on", "-c",
            "log_min_error_statement=panic", "postgres"),
        statements);
    if (outcome.failed()) {
      throw new IOException(outcome.output());
    }
  }

  private void deleteUnfinished() throws IOException {
    try (Stream<Path> leftovers = Files.list(folder).filter(it -> it.getFileName().toString().startsWith(".data-"))) {
      for (Path leftover : leftovers.toList()) {
        PostgresBinaries.deleteAll(leftover);
      }
    }
  }

  private Program.Outcome run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    return run(command, "");
  }

  private Program.Outcome run(List<String> command, String input) throws IOException {
    List<String> full = new ArrayList<>(prefix);
    full.add(binaries.resolve(command.getFirst()).toString());
    full.addAll(command.subList(1, command.size()));
    return Program.run(folder, full, input);
  }

  private static String fatal(Path log, long from, Program.Outcome outcome) throws IOException {
    if (!Files.exists(log)) {
      return outcome.output();
    }
    byte[] all = Files.readAllBytes(log);
    String fresh = new String(all, (int) Math.min(from, all.length), (int) Math.max(0, all.length - from),
        StandardCharsets.UTF_8);
    return fresh.lines().filter(it -> it.contains("FATAL:") || it.contains("could not bind")).findFirst()
        .orElse(outcome.output());
  }
}
