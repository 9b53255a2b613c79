package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How far a view has come, as its own database tells: the same on every node. */
record Progress(Position position, long parkedEvents, Optional<String> lastError) {

  private static final String QUERY = """
      select (select current_offset from projection.pekko_projection_offset_store
              where projection_name = ? and projection_key = ?) as position,
             (select count(*) from projection.dead_event where view = ?) as parked,
             (select error from projection.dead_event where view = ? order by at desc limit 1) as error""";

  static Progress of(View view) {
    return Sql.with(view.database(), connection -> of(connection, view.name()));
  }

  static Progress of(Connection connection, String view) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, view);
      query.setString(2, Offsets.KEY);
      query.setString(3, view);
      query.setString(4, view);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        Position position = Optional.ofNullable(row.getString("position")).flatMap(Position::parse)
            .orElse(Position.START);
        return new Progress(position, row.getLong("parked"), Optional.ofNullable(row.getString("error")));
      }
    }
  }
}
