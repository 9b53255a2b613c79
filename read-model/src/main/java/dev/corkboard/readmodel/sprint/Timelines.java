package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.table.Rows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** How many changes of a sprint, and of the tasks that were in it, there were in each of many stretches of time. */
public final class Timelines {
  static final int STRETCHES = 200;

  /** Each version counts as a change. A change that left the sprint is the version after the last one in it. */
  private static final String CHANGES = """
      with change as materialized (
        select valid_from as at from views.task_version where sprint = ?
        union all
        select next.valid_from
        from views.task_version version
        join views.task_version next on next.id = version.id and next.revision = version.revision + 1
        where version.sprint = ? and next.sprint is distinct from version.sprint
        union all
        select valid_from from views.sprint_version where id = ?
      ), first as (select min(at) as first from change)
      select first, least(%d, floor(%d * extract(epoch from at - first)
          / nullif(extract(epoch from ? - first), 0)))::int as stretch, count(*) as changes
      from change, first group by 1, 2""".formatted(STRETCHES - 1, STRETCHES);

  private final DataSource database;

  /** A stretch that begins at an instant and ends where the next one begins. */
  public record Stretch(Instant at, long changes) {}

  /** Stretches of equal length, from the first change to an instant. */
  public record Timeline(Instant from, Instant to, List<Stretch> stretches) {}

  public Timelines(DataSource database) {
    this.database = database;
  }

  /** Up to now; empty if there never was such a sprint. Blocks. */
  public Optional<Timeline> of(String sprint, Instant now) {
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(CHANGES)) {
        query.setString(1, sprint);
        query.setString(2, sprint);
        query.setString(3, sprint);
        query.setObject(4, now.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        try (ResultSet row = query.executeQuery()) {
          return timeline(row, now);
        }
      }
    });
  }

  private static Optional<Timeline> timeline(ResultSet row, Instant now) throws SQLException {
    long[] changes = new long[STRETCHES];
    Optional<Instant> first = Optional.empty();
    while (row.next()) {
      first = Optional.of(Rows.instant(row, "first"));
      changes[Math.clamp(row.getInt("stretch"), 0, STRETCHES - 1)] += row.getLong("changes");
    }
    return first.map(from -> timeline(changes, from, from.isAfter(now) ? from : now));
  }

  private static Timeline timeline(long[] changes, Instant from, Instant to) {
    long millis = Duration.between(from, to).toMillis();
    List<Stretch> stretches = new ArrayList<>(STRETCHES);
    for (int i = 0; i < STRETCHES; i++)
      stretches.add(new Stretch(from.plusMillis(millis * i / STRETCHES), changes[i]));
    return new Timeline(from, to, List.copyOf(stretches));
  }
}
