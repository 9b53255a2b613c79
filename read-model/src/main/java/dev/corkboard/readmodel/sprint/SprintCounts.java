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

  private static final String NOW = """
      select sprint, count(*) filter (where status <> 'done') as open, count(*) filter (where status = 'done') as done
      from views.task where not deleted and sprint = any(?) group by sprint""";

  private static final String THEN = """
      select sprint, count(*) filter (where status <> 'done') as open, count(*) filter (where status = 'done') as done
      from views.task_version version
      where not deleted and sprint = any(?) and valid_from <= ? and not exists (
        select from views.task_version next where next.id = version.id and next.revision = version.revision + 1
          and next.valid_from <= ?)
      group by sprint""";

  /** Of one sprint. */
  public record Count(long open, long done) {
    public static final Count NONE = new Count(0, 0);
  }

  /** A sprint in a list. */
  private record Listed(@JsonUnwrapped SprintView sprint, @JsonUnwrapped Count count) {}

  private SprintCounts() {}

  /** As the view of tasks has it now. */
  public static Derived<SprintView> now() {
    return (connection, page) -> {
      Map<String, Count> counts = now(connection, page.stream().map(SprintView::key).toList());
      return sprint -> new Listed(sprint, counts.getOrDefault(sprint.key(), Count.NONE));
    };
  }

  /** As it was at an instant. */
  public static Derived<SprintView> at(Instant instant) {
    return (connection, page) -> {
      Map<String, Count> counts = then(connection, page.stream().map(SprintView::key).toList(), instant);
      return sprint -> new Listed(sprint, counts.getOrDefault(sprint.key(), Count.NONE));
    };
  }

  /** By the ids of sprints; those without a task are missing. */
  public static Map<String, Count> now(Connection connection, List<String> sprints) throws SQLException {
    if (sprints.isEmpty()) return Map.of();
    try (PreparedStatement query = connection.prepareStatement(NOW)) {
      query.setArray(1, connection.createArrayOf("text", sprints.toArray()));
      return counts(query);
    }
  }

  private static Map<String, Count> then(Connection connection, List<String> sprints, Instant instant)
      throws SQLException {
    if (sprints.isEmpty()) return Map.of();
    try (PreparedStatement query = connection.prepareStatement(THEN)) {
      query.setArray(1, connection.createArrayOf("text", sprints.toArray()));
      query.setObject(2, instant.atOffset(ZoneOffset.UTC));
      query.setObject(3, instant.atOffset(ZoneOffset.UTC));
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
