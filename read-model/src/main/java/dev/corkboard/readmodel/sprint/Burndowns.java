package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.sprint.Burndown.Change;
import dev.corkboard.readmodel.table.Row;
import dev.corkboard.readmodel.table.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Burndowns from what really happened: tasks count from when they came into the sprint until they left it. */
public final class Burndowns {

  /**
   * A version counts when it begins, and no longer when the next one does. Days begin at quarters of an hour in every
   * zone, so changes within one are told together.
   */
  private static final String CHANGES = """
      select date_bin('15 minutes', at, timestamptz 'epoch') as quarter, done, sum(tasks) as tasks from (
        select valid_from as at, status = 'done' as done, 1 as tasks
        from views.task_version where sprint = ? and not deleted
        union all
        select next.valid_from, version.status = 'done', -1
        from views.task_version version
        join views.task_version next on next.id = version.id and next.revision = version.revision + 1
        where version.sprint = ? and not version.deleted) changes
      group by 1, 2 having sum(tasks) <> 0""";

  private final DataSource database;

  public Burndowns(DataSource database) {
    this.database = database;
  }

  /** From the sprint's start, or else its creation, to its end or today; empty if there is no such sprint. */
  public Optional<List<Burndown.Day>> of(String sprint, LocalDate today, ZoneId zone) {
    return Sql.with(database, connection -> {
      Optional<Row<SprintView>> row = Optional
          .ofNullable(SprintTable.TABLE.load(connection, List.of(sprint)).get(sprint)).filter(it -> !it.deleted());
      return row.isEmpty() ? Optional.empty() : Optional.of(days(connection, row.get().view(), today, zone));
    });
  }

  private static List<Burndown.Day> days(Connection connection, SprintView sprint, LocalDate today, ZoneId zone)
      throws SQLException {
    LocalDate first = sprint.content().start().orElseGet(() -> LocalDate.ofInstant(sprint.createdAt(), zone));
    LocalDate last = sprint.content().end().isBefore(today) ? sprint.content().end() : today;
    return first.isAfter(last) ? List.of() : Burndown.days(changes(connection, sprint.key()), first, last, zone);
  }

  private static List<Change> changes(Connection connection, String sprint) throws SQLException {
    List<Change> changes = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CHANGES)) {
      query.setString(1, sprint);
      query.setString(2, sprint);
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          changes.add(new Change(Rows.instant(row, "quarter"), row.getBoolean("done"), row.getLong("tasks")));
      }
    }
    return changes;
  }
}
