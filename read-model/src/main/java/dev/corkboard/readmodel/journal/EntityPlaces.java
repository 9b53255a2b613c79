package dev.corkboard.readmodel.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the events of one entity stand among all. Its revisions are in the order of their positions, so the place of a
 * position among them is found by halving, with some twenty looks at the primary key.
 */
final class EntityPlaces implements AutoCloseable {

  private static final String PLACE = """
      select xid, ordering from journal.event_journal where persistence_id = ? and sequence_number = ?""";

  private static final String NEWEST = """
      select coalesce(max(sequence_number), 0) from journal.event_journal where persistence_id = ?""";

  private final PreparedStatement place;
  private final PreparedStatement newest;
  private final String entity;

  EntityPlaces(Connection connection, String kind, String id) throws SQLException {
    this.place = connection.prepareStatement(PLACE);
    this.newest = connection.prepareStatement(NEWEST);
    this.entity = kind + "|" + id;
  }

  /** The newest revision whose position is this or an earlier one; 0 if there is none. */
  long upTo(Position position) throws SQLException {
    long low = 0;
    long high = newest();
    while (low < high) {
      long middle = (low + high + 1) / 2;
      boolean within = at(middle).filter(its -> its.compareTo(position) <= 0).isPresent();
      if (within) low = middle;
      else
        high = middle - 1;
    }
    return low;
  }

  /** The newest revision whose position is an earlier one; 0 if there is none. */
  long before(Position position) throws SQLException {
    long revision = upTo(position);
    return at(revision).filter(position::equals).isPresent() ? revision - 1 : revision;
  }

  private long newest() throws SQLException {
    newest.setString(1, entity);
    try (ResultSet row = newest.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private Optional<Position> at(long revision) throws SQLException {
    place.setString(1, entity);
    place.setLong(2, revision);
    try (ResultSet row = place.executeQuery()) {
      if (!row.next()) return Optional.empty();
      return Optional.of(new Position(Long.parseUnsignedLong(row.getString(1)), row.getLong(2)));
    }
  }

  @Override
  public void close() throws SQLException {
    place.close();
    newest.close();
  }
}
