package dev.corkboard.service.carry;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A place in a journal where an entity's revisions do not go on: entities and views would stop there. */
public record Hole(String entity, long revision) {

  private static final String FIRST = """
      select persistence_id, expected from (
        select persistence_id, sequence_number,
          row_number() over (partition by persistence_id order by xid, ordering) as expected
        from journal.event_journal) numbered
      where sequence_number <> expected limit 1""";

  public static Optional<Hole> first(Connection connection) throws SQLException {
    try (Statement query = connection.createStatement(); ResultSet row = query.executeQuery(FIRST)) {
      return row.next() ? Optional.of(new Hole(row.getString(1), row.getLong(2))) : Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "event " + revision + " of " + entity + " is missing or out of order";
  }
}
