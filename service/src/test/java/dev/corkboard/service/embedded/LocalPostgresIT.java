package dev.corkboard.service.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPostgresIT {

  @TempDir
  private static Path parent;

  private final Path home = parent.resolve("home with spaces");

  @Test
  void committedRowsSurviveARestart() throws Exception {
    String note = note();
    try (HomeFolder held = HomeFolder.hold(home); LocalPostgres postgres = LocalPostgres.start(held)) {
      insert(postgres.jdbcUrl(), postgres.password(), note);
    }
    try (HomeFolder held = HomeFolder.hold(home); LocalPostgres postgres = LocalPostgres.start(held)) {
      assertThat(has(postgres, note)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"fsync,on", "synchronous_commit,on", "full_page_writes,on", "idle_in_transaction_session_timeout,1min",
      "max_connections,100", "listen_addresses,127.0.0.1", "server_encoding,UTF8", "password_encryption,scram-sha-256"})
  void settingIsAsPromised(String name, String value) throws Exception {
    try (LocalPostgres postgres = LocalPostgres.open(home)) {
      assertThat(one(postgres, "show " + name)).isEqualTo(value);
    }
  }

  @Test
  void textSortsTheSameOnEveryMachine() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.open(home)) {
      assertThat(
          one(postgres, "select datlocprovider::text || ' ' || datlocale from pg_database where datname = 'corkboard'"))
          .isEqualTo("b C.UTF-8");
      assertThat(one(postgres, "select string_agg(t, '' order by t) from unnest(array['b','a','B','ä']) t"))
          .isEqualTo("Babä");
      assertThat(one(postgres, "select upper('äé')")).isEqualTo("ÄÉ");
    }
  }

  @Test
  void onlyThePasswordLetsIn() throws Exception {
    try (LocalPostgres postgres = LocalPostgres.open(home)) {
      assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
          .isInstanceOf(SQLException.class).hasMessageContaining("authentication failed");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("postgres/password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void serverOfAKilledProcessIsStoppedAndItsRowsAreKept() throws Exception {
    String note = note();
    long orphan;
    try (OtherProcess other = OtherProcess.running("postgres", home)) {
      insert(other.fact(0), other.fact(1), note);
      orphan = numberInFile();
      other.kill();
    }
    assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);
    try (HomeFolder held = HomeFolder.hold(home); LocalPostgres postgres = LocalPostgres.start(held)) {
      assertThat(has(postgres, note)).isTrue();
      assertThat(numberInFile()).isNotEqualTo(orphan);
      assertThat(ProcessHandle.of(orphan).flatMap(it -> it.info().command())).isEmpty();
    }
  }

  @Test
  void numberThatAnotherProgramHasByNowDoesNotBlock() throws Exception {
    LocalPostgres.open(home).close();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Path data = home.toRealPath().resolve("postgres/data");
      Files.writeString(data.resolve("postmaster.pid"),
          stranger.pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n\nready\n");
      try (LocalPostgres postgres = LocalPostgres.open(home)) {
        assertThat(one(postgres, "select 'up'")).isEqualTo("up");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void secondProcessIsRefusedAndLeavesTheFirstAlone() throws Exception {
    try (OtherProcess other = OtherProcess.running("postgres", home)) {
      assertThatThrownBy(() -> LocalStack.start(home)).isInstanceOf(LocalStackException.class)
          .hasMessageContaining("Another Corkboard (process ").hasMessageContaining(home.toString());
      insert(other.fact(0), other.fact(1), note());
    }
  }

  @Test
  void secondStartInTheSameProcessIsRefusedToo() {
    try (HomeFolder held = HomeFolder.hold(home)) {
      assertThatThrownBy(() -> HomeFolder.hold(home)).isInstanceOf(LocalStackException.class);
      assertThat(held.path()).exists();
    }
  }

  @Test
  void openJoinsAServerThatRunsAndDoesNotStopIt() throws Exception {
    String note = note();
    try (OtherProcess other = OtherProcess.running("postgres", home)) {
      try (LocalPostgres joined = LocalPostgres.open(home)) {
        assertThat(joined.jdbcUrl()).isEqualTo(other.fact(0));
        insert(joined.jdbcUrl(), joined.password(), note);
      }
      insert(other.fact(0), other.fact(1), note());
    }
  }

  @Test
  void lostPasswordIsReplaced() throws Exception {
    String note = note();
    try (LocalPostgres postgres = LocalPostgres.open(home)) {
      insert(postgres.jdbcUrl(), postgres.password(), note);
    }
    Files.delete(home.resolve("postgres/password"));
    try (LocalPostgres postgres = LocalPostgres.open(home)) {
      assertThat(has(postgres, note)).isTrue();
    }
  }

  @Test
  void homeThatCannotBeAFolderIsOneClearLine() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> LocalStack.start(file.resolve("home"))).isInstanceOf(LocalStackException.class)
        .hasMessageStartingWith("Cannot write to the folder " + file.resolve("home"))
        .hasMessageContaining("CORKBOARD_HOME")
        .hasMessageNotContaining("\n");
  }

  private long numberInFile() throws Exception {
    return Long.parseLong(Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).getFirst().strip());
  }

  private static String note() {
    return UUID.randomUUID().toString();
  }

  private static void insert(String url, String password, String note) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "corkboard", password);
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists note (text text)");
      statement.execute("insert into note values ('" + note + "')");
    }
  }

  private static boolean has(LocalPostgres postgres, String note) throws SQLException {
    return one(postgres, "select count(*) from note where text = '" + note + "'").equals("1");
  }

  private static String one(LocalPostgres postgres, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
