package dev.corkboard.readmodel.sprint;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.readmodel.query.Derived;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many tasks of sprints are open, and how many done, as lists show it. */
public final class SprintCounts {

  private static final String COUNTED = """
      select sprint, count(*) filter (where status <> 'done') as open, count(*) filter (where status = 'done') as done
      from %s where not deleted and sprint = any(?)%s group by sprint""";

  private static final String NOW = COUNTED.formatted("views.task", "");

  private static final String THEN = COUNTED.formatted("views.task_version version", """
       and valid_from <= ? and not exists (
        select from views.task_version next where next.id = version.id and next.revision = version.revision + 1
          and next.valid_from <= ?)""");

  /** Of one sprint. */
  public record Count(long open, long done) {
    public static final Count NONE = new Count(0, 0);
  }

  /** A sprint in a list. */
  private record Listed(@JsonUnwrapped SprintView sprint, @JsonUnwrapped Count count) {}

  private SprintCounts() {}

  /** As the view of tasks has it now. */
  public static Derived<SprintView> now() {
    return listed(SprintCounts::now);
  }

  /** As it was at an instant. */
  public static Derived<SprintView> at(Instant instant) {
    return listed((connection, sprints) -> counts(connection, THEN, sprints, instant, instant));
  }

  /** By the ids of sprints; those without a task are missing. */
  public static Map<String, Count> now(Connection connection, List<String> sprints) throws SQLException {
    return counts(connection, NOW, sprints);
  }

  /** Counts the tasks of sprints. */
  private interface Counting {
    Map<String, Count> of(Connection connection, List<String> sprints) throws SQLException;
  }

  private static Derived<SprintView> listed(Counting counting) {
    return (connection, page) -> {
      Map<String, Count> counts = counting.of(connection, page.stream().map(SprintView::key).toList());
      return sprint -> new Listed(sprint, counts.getOrDefault(sprint.key(), Count.NONE));
    };
  }

  private static Map<String, Count> counts(Connection connection, String sql, List<String> sprints,
      Instant... instants) throws SQLException {
    if (sprints.isEmpty()) return Map.of();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", sprints.toArray()));
      for (int i = 0; i < instants.length; i++)
        query.setObject(i + 2, instants[i].atOffset(ZoneOffset.UTC));
      return counts(query);
    }
  }

  private static Map<String, Count> counts(PreparedStatement query) throws SQLException {
    Map<String, Count> counts = new HashMap<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next())
        counts.put(row.getString("sprint"), new Count(row.getLong("open"), row.getLong("done")));
    }
    return counts;
  }
}
