package dev.corkboard.service.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.readmodel.Migrations;
import dev.corkboard.service.reminder.ReminderRows.Asked;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simulator is worth as much as its model of the tables: it answers as PostgreSQL does; -Dseed=N takes one seed. */
class MemoryBoardIT {
  private static final int SEQUENCES = Integer.getInteger("sequences", 300);
  private static final int CALLS = 60;
  private static final int CALLS_BETWEEN_LOOKS = 4;

  private static EmbeddedPostgres postgres;
  private static HikariDataSource dataSource;

  @BeforeAll
  static void startDatabase() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    Migrations.main(postgres.getPostgresDatabase());
    try (var connection = postgres.getPostgresDatabase().getConnection(); var clock = connection.createStatement()) {
      clock.execute(SqlTables.CLOCK);
    }
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(postgres.getPostgresDatabase());
    pool.setConnectionInitSql("set search_path = " + SqlTables.SEARCH_PATH);
    pool.setMaximumPoolSize(2);
    dataSource = new HikariDataSource(pool);
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    dataSource.close();
    postgres.close();
  }

  @Test
  void modelAnswersEachCallAsPostgresDoes() throws Exception {
    Long only = Long.getLong("seed");
    for (long seed = 0; seed < SEQUENCES; seed++)
      if (only == null || only == seed) play(seed);
  }

  private static void play(long seed) throws SQLException {
    TwoBoards boards = RandomCalls.boards(dataSource);
    RandomCalls calls = new RandomCalls(boards, new Random(seed));
    try {
      for (int call = 1; call <= CALLS; call++) {
        calls.next();
        if (call % CALLS_BETWEEN_LOOKS == 0) boards.compareRows();
      }
    } catch (AssertionError | RuntimeException | SQLException failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  /** More than a mail tells, each with the end of an id for its name. */
  @Test
  void modelCutsLongListsWherePostgresDoes() throws Exception {
    TwoBoards boards = RandomCalls.boards(dataSource);
    LocalDate today = LocalDate.parse("2026-03-28");
    for (int i = 0; i < 1_040; i++) {
      LocalDate due = i % 2 == 0 ? today : today.minusDays(1 + i % 3);
      boards.put(new MemoryBoard.Task("t" + (1_000 + i * 7919 % 1_040), Optional.of("anna"), Optional.of(due), false,
          Optional.empty(), false, false));
    }
    boards.same("tasks", board -> board.reminders().transaction(rows -> {
      var tasks = rows.tasks(List.of(new Asked("anna", today))).getFirst();
      assertThat(tasks.tasks()).hasSize(500);
      assertThat(tasks.overdue()).hasSize(500);
      assertThat(tasks.count()).isEqualTo(520);
      assertThat(tasks.overdueCount()).isEqualTo(520);
      return tasks;
    }));
    boards.compareRows();
  }
}
