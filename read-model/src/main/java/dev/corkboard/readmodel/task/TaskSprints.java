package dev.corkboard.readmodel.task;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** In which sprint tasks were at their revisions. Calls block. */
public record TaskSprints(DataSource database) {

  private static final String SPRINTS = """
      select id, revision, sprint from views.task_version
      where (id, revision) in (select * from unnest(?::text[], ?::bigint[]))""";

  /** A task as it was, or as it was when it was deleted. */
  public record At(String id, long revision) {}

  /** The known ones of them; the value is empty if the task was in the backlog. */
  public Map<At, Optional<String>> of(Collection<At> tasks) {
    Map<At, Optional<String>> sprints = new HashMap<>();
    if (tasks.isEmpty()) return sprints;
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(SPRINTS)) {
        query.setArray(1, connection.createArrayOf("text", tasks.stream().map(At::id).toArray()));
        query.setArray(2, connection.createArrayOf("bigint", tasks.stream().map(At::revision).toArray()));
        try (ResultSet row = query.executeQuery()) {
          while (row.next())
            sprints.put(new At(row.getString(1), row.getLong(2)), Optional.ofNullable(row.getString(3)));
        }
        return sprints;
      }
    });
  }
}
