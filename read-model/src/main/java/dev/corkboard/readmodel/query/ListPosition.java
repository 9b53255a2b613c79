package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.journal.Position;
import dev.corkboard.readmodel.projection.Offsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Up to where a list has all that happened: where its views are, or further where nothing of theirs is known to follow.
 *
 * @param views the names of those that it is made of; none if it has no position
 */
public record ListPosition(List<String> views, UnaryOperator<Position> further) {
  static final ListPosition NONE = new ListPosition(List.of(), UnaryOperator.identity());

  /** Must be read before the rows. */
  Optional<Position> read(Connection connection) throws SQLException {
    if (views.isEmpty()) return Optional.empty();
    return Optional.of(further.apply(Offsets.oldest(connection, views)));
  }
}
