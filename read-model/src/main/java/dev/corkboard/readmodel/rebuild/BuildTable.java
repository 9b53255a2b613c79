package dev.corkboard.readmodel.rebuild;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.table.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/** The SQL of {@code projection.rebuild}, which tells all nodes how a build goes. */
public final class BuildTable {

  private static final String BEGIN = """
      insert into projection.rebuild (view, step, started_at, seen_at, done, total)
      values (?, ?, clock_timestamp(), clock_timestamp(), 0, ?)
      on conflict (view) do update set step = excluded.step, started_at = excluded.started_at,
        seen_at = excluded.seen_at, done = 0, total = excluded.total, differences = null, error = null""";

  private static final String SEEN = """
      update projection.rebuild set step = ?, seen_at = clock_timestamp(), done = ?, differences = ?, error = ?
      where view = ?""";

  private static final String FIND = """
      select *, extract(epoch from clock_timestamp() - seen_at) * 1000 as age from projection.rebuild
      where view = ?""";

  private BuildTable() {}

  static void begin(Connection connection, String view, long total) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
      insert.setString(1, view);
      insert.setString(2, Step.LOADING.text());
      insert.setLong(3, total);
      insert.executeUpdate();
    }
  }

  static void seen(Connection connection, String view, Step step, long done, Optional<String> differences,
      Optional<String> error) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SEEN)) {
      update.setString(1, step.text());
      update.setLong(2, done);
      update.setString(3, differences.orElse(null));
      update.setString(4, error.orElse(null));
      update.setString(5, view);
      update.executeUpdate();
    }
  }

  /** The newest build of a view; empty if there never was one. */
  public static Optional<Build> find(DataSource database, String view) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(FIND)) {
        query.setString(1, view);
        try (ResultSet row = query.executeQuery()) {
          return row.next() ? Optional.of(build(row)) : Optional.empty();
        }
      }
    });
  }

  private static Build build(ResultSet row) throws SQLException {
    return new Build(row.getString("view"), Step.of(row.getString("step")), Rows.instant(row, "started_at"),
        Rows.instant(row, "seen_at"), Duration.ofMillis(row.getLong("age")), row.getLong("done"),
        row.getLong("total"), Rows.text(row, "differences"), Rows.text(row, "error"));
  }
}
