package dev.corkboard.readmodel.sprint;

import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The names of sprints, for who has their ids. */
public record SprintNames(DataSource database) {

  /** Of those that are there. */
  public Map<String, String> of(Collection<String> ids) {
    String sql = "select id, name from " + SprintTable.TABLE.name() + " where id = any(?)";
    return Sql.with(database, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        query.setArray(1, connection.createArrayOf("text", ids.toArray()));
        Map<String, String> names = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next())
            names.put(row.getString(1), row.getString(2));
        }
        return names;
      }
    });
  }
}
