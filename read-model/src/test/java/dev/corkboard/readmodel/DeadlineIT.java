package dev.corkboard.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request that has been given up, or is about to be, stores nothing more. */
class DeadlineIT {
  private static final Deadline PASSED = Deadline.in(Duration.ofSeconds(-1), InstantSource.system());
  private static final Deadline AHEAD = Deadline.in(Duration.ofHours(1), InstantSource.system());

  private static TestDatabase database;

  @BeforeAll
  static void begin() {
    database = TestDatabase.create();
    database.execute("create table kept (word text)");
  }

  @AfterAll
  static void end() {
    database.close();
  }

  @Test
  void transactionThatComesTooLateIsRolledBack() throws Exception {
    assertThatThrownBy(() -> PASSED.during(() -> Sql.transaction(database.pool(), it -> keep(it, "late"))))
        .isInstanceOf(Outage.class);
    assertThatThrownBy(() -> PASSED.during(() -> Sql.checkedTransaction(database.pool(), it -> keep(it, "late"))))
        .isInstanceOf(Outage.class);
    AHEAD.during(() -> Sql.transaction(database.pool(), it -> keep(it, "in time")));
    Sql.transaction(database.pool(), it -> keep(it, "for no request"));
    assertThat(database.text("select string_agg(word, ', ' order by word) from kept"))
        .isEqualTo("for no request, in time");
  }

  @Test
  void deadlineEndsWithTheWorkOnTheRequest() throws Exception {
    assertThat(AHEAD.during(Deadline::current)).contains(AHEAD);
    assertThatThrownBy(() -> PASSED.during(() -> {
      throw new Outage("the work failed");
    })).isInstanceOf(Outage.class);
    assertThat(Deadline.current()).isEmpty();
  }

  private static int keep(Connection connection, String word) throws SQLException {
    try (Statement insert = connection.createStatement()) {
      return insert.executeUpdate("insert into kept values ('" + word + "')");
    }
  }
}
