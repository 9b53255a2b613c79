package dev.corkboard.service.entity;

import dev.corkboard.readmodel.Database;
import dev.corkboard.readmodel.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL with the journal's schema, which can be stopped and started again with what it held. */
final class JournalServer implements AutoCloseable {
  private final Path folder;
  private EmbeddedPostgres server;

  private JournalServer(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  static JournalServer start(Path folder) throws IOException {
    JournalServer journal = new JournalServer(folder, builder(folder).start());
    Migrations.main(journal.server.getPostgresDatabase());
    return journal;
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false)
        .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
  }

  Database database() {
    return new Database(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = builder(folder).setPort(server.getPort()).start();
  }

  /** All its processes stand still, and connections stay open, until {@link #thaw()}. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
    List<String> command = new ArrayList<>(List.of("kill", signal, Long.toString(postmaster)));
    ProcessHandle.of(postmaster).orElseThrow().children().forEach(child -> command.add(Long.toString(child.pid())));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) throw new IOException("cannot signal");
  }

  /** Another connection to it. */
  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query of one column, as text. */
  List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next())
        values.add(row.getString(1));
    }
    return values;
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(query(sql).getFirst());
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
