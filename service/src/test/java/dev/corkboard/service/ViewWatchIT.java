package dev.corkboard.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.carry.CarryDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewWatchIT {
  private CarryDatabase store;
  private ViewWatch watch;

  @BeforeEach
  void makeStore() throws Exception {
    store = CarryDatabase.withSmallBoard();
    watch = new ViewWatch(Settings.from(Map.of("DB_URL", store.where().url(), "DB_USER", "postgres")), store.pool());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void eachViewIsComparedOnceInItsTime() {
    watch.look();
    assertThat(checks())
        .isEqualTo("post_versions 0, posts 0, reminders 0, sprint_versions 0, sprints 0, task_versions 0,"
            + " tasks 0, tweets 0");
    store.execute("insert into views.tweet values ('x', 'text', 'ben', now(), 1, false, '')");
    watch.look();
    assertThat(checks()).contains("tweets 0");
    store.execute("update projection.view_check set checked_at = checked_at - interval '25 hours'");
    watch.look();
    assertThat(checks()).contains("tweets 1");
    assertThat(ViewChecks.of(store.pool()).of("tweets").faults()).isEqualTo(1);
    assertThat(ViewChecks.of(store.pool()).of("songs").secondsAgo()).isNaN();
  }

  @Test
  void nobodyComparesWhileAnotherNodeDoes() {
    Sql.with(store.pool(), other -> {
      try (Statement statement = other.createStatement()) {
        statement.execute("select pg_advisory_lock(hashtext('corkboard-view-check'), 0)");
        watch.look();
        statement.execute("select pg_advisory_unlock_all()");
      }
      return other;
    });
    assertThat(checks()).isEmpty();
    watch.look();
    assertThat(checks()).isNotEmpty();
  }

  private String checks() {
    return Sql.with(store.pool(), ViewWatchIT::checks);
  }

  private static String checks(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(
            "select coalesce(string_agg(view || ' ' || faults, ', ' order by view), '') from projection.view_check")) {
      row.next();
      return row.getString(1);
    }
  }
}
