package dev.corkboard.readmodel.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads rows of the journal that come many at a time. The driver takes as many rows into memory as it is told, however
 * long they are; so what is long is left out of them and read by itself.
 */
final class LongPayloads implements AutoCloseable {
  private static final int LONG = 16 << 10;

  /** What rows are read with in the place of the payload; PostgreSQL knows how long one is without reading it. */
  static final String SHORT = "case when octet_length(event_payload) <= " + LONG
      + " then event_payload end as event_payload";

  private static final String ONE = """
      select event_payload from journal.event_journal where persistence_id = ? and sequence_number = ?""";

  private final PreparedStatement query;

  /** For a connection in a transaction. */
  LongPayloads(Connection connection) throws SQLException {
    this.query = connection.prepareStatement(ONE);
  }

  JournalRow row(ResultSet row) throws SQLException {
    JournalRow read = JournalRow.of(row);
    return read.payload() == null ? read.with(payload(read)) : read;
  }

  private byte[] payload(JournalRow row) throws SQLException {
    query.setString(1, row.kind() + "|" + row.id());
    query.setLong(2, row.revision());
    try (ResultSet found = query.executeQuery()) {
      found.next();
      return found.getBytes(1);
    }
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
