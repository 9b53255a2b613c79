package dev.corkboard.service.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of the machine, with all its tools, in a folder of its own; run by nobody if the test is run by root. */
final class RealPostgres implements AutoCloseable {
  static final Path TOOLS = Path.of(System.getenv().getOrDefault("TEST_POSTGRES_BIN", "/nowhere"));
  private static final Path SCRIPT = Path.of("../docs/examples/backup.sh").toAbsolutePath().normalize();
  private static final String PASSWORD = "corkboard";
  private static final int NOBODY = 65534;

  private final Path data;
  private final int port;

  private RealPostgres(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** A new cluster with an empty database. */
  static RealPostgres made(Path data, int port, String settings) throws IOException {
    run(Map.of(), TOOLS + "/initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
    Files.writeString(data.resolve("postgresql.conf"), "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\n"
        + "max_connections = 200\n" + settings, StandardOpenOption.APPEND);
    RealPostgres server = started(data, port);
    server.sql("postgres", "create role corkboard login password '" + PASSWORD + "'");
    server.sql("postgres", "create database corkboard owner corkboard");
    return server;
  }

  /** One whose folder is there. */
  static RealPostgres started(Path data, int port) throws IOException {
    run(Map.of(), TOOLS + "/pg_ctl", "-D", data.toString(), "-w", "-t", "120", "-l", data + ".log", "-o", "-p " + port,
        "start");
    return new RealPostgres(data, port);
  }

  /** For the environment of a board. */
  Map<String, String> board() {
    return Map.of("DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/corkboard", "DB_USER", "corkboard", "DB_PASSWORD",
        PASSWORD);
  }

  int port() {
    return port;
  }

  /** What an administrator asks or does; answers what psql prints. */
  String sql(String database, String sql) throws IOException {
    return run(Map.of(), TOOLS + "/psql", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres", "-X",
        "-At",
        "-v", "ON_ERROR_STOP=1", "-c", sql, database);
  }

  /** Runs the script for backups as this user. */
  String backup(String user, String... arguments) throws IOException {
    Map<String, String> connection = new HashMap<>(Map.of("PGHOST", "127.0.0.1", "PGPORT", Integer.toString(port),
        "PGUSER", user, "PGPASSWORD", PASSWORD, "PGDATABASE", "corkboard"));
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return run(connection, command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      run(Map.of(), TOOLS + "/pg_ctl", "-D", data.toString(), "-w", "-m", "fast", "stop");
    }
  }

  /** A folder that whoever runs PostgreSQL may write. */
  static Path folder(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("postgres"));
    if (isRoot()) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      // The folder of the test is its owner's only.
      Files.setPosixFilePermissions(parent, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return folder;
  }

  private static boolean isRoot() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static String run(Map<String, String> env, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    all.addAll(List.of(command));
    // A file, not a pipe: a server that stays behind would hold a pipe open for ever.
    Path out = Files.createTempFile("postgres", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(all).directory(Path.of("/").toFile()).redirectErrorStream(true)
          .redirectOutput(out.toFile());
      builder.environment().putAll(env);
      builder.environment().merge("PATH", TOOLS.toString(), (old, tools) -> tools + ":" + old);
      Process process = builder.start();
      if (!process.waitFor(3, TimeUnit.MINUTES)) process.destroyForcibly();
      String said = Files.readString(out).strip();
      if (process.exitValue() != 0) throw new IOException(String.join(" ", command) + ": " + said);
      return said;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    } finally {
      Files.delete(out);
    }
  }
}
