package dev.corkboard.readmodel.journal;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads the events of one entity from the journal, oldest first, a page at a time. Calls block. */
public final class EntityHistory {

  /** As long as a page of an answer: it ends with the event that exceeds this. */
  private static final int PAGE_BYTES = 1 << 20;

  private static final String PAGE = """
      select * from (
        select page.*, sum(octet_length(event_payload)) over (order by sequence_number)
          - octet_length(event_payload) as bytes_before
        from (select xid, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest, event_payload
              from journal.event_journal
              where persistence_id = ? and sequence_number > ? order by sequence_number limit ?) page) sized
      where bytes_before < ? order by sequence_number""";

  private static final String NEWEST = """
      select coalesce(max(sequence_number), 0) from journal.event_journal where persistence_id = ?""";

  private final DataSource journal;
  private final EventDecoder decoder;

  /**
   * Consecutive events of one entity.
   *
   * @param newest the newest revision that the entity has; 0 if it never was
   */
  public record Page(List<JournalEvent> events, long newest) {
    public boolean hasNext() {
      return !events.isEmpty() && events.getLast().revision() < newest;
    }
  }

  public EntityHistory(DataSource journal, EventDecoder decoder) {
    this.journal = journal;
    this.decoder = decoder;
  }

  /** The events after a revision, at most so many, and fewer if they are long. */
  public Page after(String kind, String id, long revision, int limit) {
    String entity = kind + "|" + id;
    return Sql.with(journal, connection -> {
      long newest = newest(connection, entity);
      return new Page(newest > revision ? events(connection, entity, revision, limit) : List.of(), newest);
    });
  }

  private static long newest(Connection connection, String entity) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
      query.setString(1, entity);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private List<JournalEvent> events(Connection connection, String entity, long after, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setString(1, entity);
      query.setLong(2, after);
      query.setInt(3, limit);
      query.setInt(4, PAGE_BYTES);
      List<JournalEvent> events = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          events.add(event(JournalRow.of(row)));
      }
      return List.copyOf(events);
    }
  }

  private JournalEvent event(JournalRow row) {
    try {
      return row.event(decoder);
    } catch (Exception undecodable) {
      throw new IllegalStateException("a stored event cannot be read", undecodable);
    }
  }
}
