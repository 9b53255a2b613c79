package dev.corkboard.readmodel.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** Reads the journal entity by entity, in the order of their ids: each whole, and in the order of its revisions. */
public final class JournalScan {
  private static final int FETCHED = 500;

  private static final String COUNT = "select count(*) from journal.event_journal where kind = ?";

  private static final String END = """
      select persistence_id from journal.event_journal where persistence_id > ? and persistence_id < ?
      order by persistence_id, sequence_number offset ? limit 1""";

  private static final String EVENTS = """
      select xid, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest, %s
      from journal.event_journal where persistence_id > ? and persistence_id <= ?
      order by persistence_id, sequence_number""".formatted(LongPayloads.SHORT);

  private final String kind;

  /** Takes one row after the other. */
  @FunctionalInterface
  public interface Rows {
    void take(JournalRow row) throws SQLException;
  }

  public JournalScan(String kind) {
    this.kind = kind;
  }

  /** How many events there are. */
  public long count(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      query.setString(1, kind);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The entity with which a stretch of so many events ends that begins after another; empty if fewer are left. */
  public Optional<String> end(Connection connection, String afterId, int events) throws SQLException {
    byIndex(connection);
    try (PreparedStatement query = connection.prepareStatement(END)) {
      query.setString(1, first(afterId));
      query.setString(2, afterAll());
      query.setInt(3, events - 1);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1).substring(kind.length() + 1)) : Optional.empty();
      }
    }
  }

  /** The events of all entities after one and up to another, or to the last. Needs a transaction. */
  public void read(Connection connection, String afterId, Optional<String> upTo, Rows rows) throws SQLException {
    byIndex(connection);
    try (PreparedStatement query = connection.prepareStatement(EVENTS);
        LongPayloads payloads = new LongPayloads(connection)) {
      query.setFetchSize(FETCHED);
      query.setString(1, first(afterId));
      query.setString(2, upTo.map(id -> kind + "|" + id).orElse(afterAll()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          rows.take(payloads.row(row));
      }
    }
  }

  /** Without statistics the planner would rather collect and sort. */
  public static void byIndex(Connection connection) throws SQLException {
    try (Statement hold = connection.createStatement()) {
      hold.execute("set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off");
    }
  }

  private String first(String afterId) {
    return kind + "|" + afterId;
  }

  /** Ids are compared byte by byte, and this is what follows the bar. */
  private String afterAll() {
    return kind + "}";
  }
}
