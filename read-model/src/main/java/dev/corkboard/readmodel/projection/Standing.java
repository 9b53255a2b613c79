package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far a view has come with some of its entities: up to a position, but for those that are parked. */
public final class Standing {

  private static final String PARKED = """
      select id, min(revision) from projection.dead_event where view = ? and kind = ? and id > ? %s group by id""";

  private final Position position;
  private final Map<String, Long> parkedFrom;

  private Standing(Position position, Map<String, Long> parkedFrom) {
    this.position = position;
    this.parkedFrom = parkedFrom;
  }

  /** Of the entities after one and up to another, or to the last. */
  public static Standing of(Connection connection, String view, String kind, String after, Optional<String> upTo)
      throws SQLException {
    Position position = Progress.of(connection, view).position();
    Map<String, Long> parkedFrom = new HashMap<>();
    try (PreparedStatement query = connection
        .prepareStatement(PARKED.formatted(upTo.isPresent() ? "and id <= ?" : ""))) {
      query.setString(1, view);
      query.setString(2, kind);
      query.setString(3, after);
      if (upTo.isPresent()) query.setString(4, upTo.get());
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          parkedFrom.put(row.getString(1), row.getLong(2));
      }
    }
    return new Standing(position, parkedFrom);
  }

  public Position position() {
    return position;
  }

  public boolean isParked(String id, long revision) {
    return parkedFrom.getOrDefault(id, Long.MAX_VALUE) <= revision;
  }
}
