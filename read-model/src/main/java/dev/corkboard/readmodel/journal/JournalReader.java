package dev.corkboard.readmodel.journal;

import dev.corkboard.domain.Event;
import dev.corkboard.readmodel.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Reads the journal in commit order. A row is read only when no older transaction can still commit, so nothing is
 * missed and nothing waits for a gap (ADR 2). Calls block.
 */
public final class JournalReader {

  /** A page of long posts must not fill the heap: it ends with the event that exceeds this. */
  private static final int PAGE_BYTES = 1_000_000;

  /** Of one entity at once; an event has a megabyte at most. */
  private static final int FETCHED = 10;

  private static final String KIND = """
      (select xid, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest, event_payload
       from journal.event_journal
       where kind = ? and (xid, ordering) %1$s (?::xid8, ?) and xid < pg_snapshot_xmin(pg_current_snapshot())
       order by %2$s limit ?)""";

  /** Bounds a page by bytes; the event that crosses the bound is the last one. */
  private static final String SIZED = """
      select * from (
        select page.*, sum(octet_length(event_payload)) over (order by %2$s)
          - octet_length(event_payload) as bytes_before
        from (%1$s) page) sized
      where bytes_before < ? order by %2$s""";

  private static final String UPWARDS = "xid, ordering";
  private static final String DOWNWARDS = "xid desc, ordering desc";

  private static final String OF_ENTITY = """
      select xid, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest, event_payload
      from journal.event_journal
      where persistence_id = ? and sequence_number %s ? and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by %s limit ?""";

  private static final String ENTITY = """
      select event_ser_manifest, event_payload from journal.event_journal
      where persistence_id = ? and sequence_number <= ? order by sequence_number""";

  private static final String READABLE = """
      select 1 from journal.event_journal
      where persistence_id = ? and sequence_number = ? and xid < pg_snapshot_xmin(pg_current_snapshot())""";

  private final DataSource journal;
  private final EventDecoder decoder;

  /**
   * @param journal connections whose planner is held to the index (see {@code Database.journalReaderPool})
   */
  public JournalReader(DataSource journal, EventDecoder decoder) {
    this.journal = journal;
    this.decoder = decoder;
  }

  /** The next events of these kinds after a position, at most so many; an empty page if there are none yet. */
  public JournalPage after(Position position, SortedSet<String> kinds, int limit) {
    return after(position, kinds, limit, PAGE_BYTES);
  }

  /** The same, but the page ends with the event with which it has so many bytes. */
  public JournalPage after(Position position, SortedSet<String> kinds, int limit, int bytes) {
    return page(pageSql(kinds.size()), position, kinds, limit, bytes);
  }

  /** The events before a position, the latest first. */
  public JournalPage before(Position position, SortedSet<String> kinds, int limit, int bytes) {
    return page(pageBackSql(kinds.size()), position, kinds, limit, bytes);
  }

  private JournalPage page(String sql, Position position, SortedSet<String> kinds, int limit, int bytes) {
    return Sql.with(journal, connection -> {
      try (PreparedStatement query = connection.prepareStatement(sql)) {
        int index = 1;
        for (String kind : kinds) {
          query.setString(index++, kind);
          query.setString(index++, Long.toUnsignedString(position.xid()));
          query.setLong(index++, position.ordering());
          query.setInt(index++, limit);
        }
        query.setInt(index++, limit);
        query.setInt(index, bytes);
        return page(position, query);
      }
    });
  }

  /** The events of one entity after a position or, back in time, before it, the latest first. */
  public JournalPage ofEntity(String kind, String id, Position position, boolean back, int limit, int bytes) {
    String sql = back ? ofEntity("<=", "sequence_number desc") : ofEntity(">", "sequence_number");
    return Sql.with(journal, connection -> {
      try (EntityPlaces places = new EntityPlaces(connection, kind, id);
          PreparedStatement query = connection.prepareStatement(sql)) {
        query.setString(1, kind + "|" + id);
        query.setLong(2, back ? places.before(position) : places.upTo(position));
        query.setInt(3, limit);
        query.setInt(4, bytes);
        return page(position, query);
      }
    });
  }

  /** Tells of the events of one entity, up to a revision; a few are in memory at a time, however many there are. */
  public void eachOf(String kind, String id, long revision, Consumer<Event> each) {
    Sql.transaction(journal, connection -> {
      try (PreparedStatement query = connection.prepareStatement(ENTITY)) {
        query.setFetchSize(FETCHED);
        query.setString(1, kind + "|" + id);
        query.setLong(2, revision);
        events(query, each);
        return null;
      }
    });
  }

  /** The events of one entity after a revision, bounded by number and by bytes. */
  public JournalPage ofEntity(String kind, String id, long revision, int limit) {
    return Sql.with(journal, connection -> {
      try (PreparedStatement query = connection.prepareStatement(ofEntity(">", "sequence_number"))) {
        query.setString(1, kind + "|" + id);
        query.setLong(2, revision);
        query.setInt(3, limit);
        query.setInt(4, PAGE_BYTES);
        return page(Position.START, query);
      }
    });
  }

  /** The position of the newest event that has been committed. */
  public Position newest(SortedSet<String> kinds) {
    return Sql.with(journal, connection -> JournalLag.newest(connection, kinds));
  }

  /** The position of the newest event that readers see; all that comes to be seen later is after it. */
  public Position readable(SortedSet<String> kinds) {
    return Sql.with(journal, connection -> JournalLag.readable(connection, kinds));
  }

  /** Whether readers see this event of an entity. */
  public boolean isReadable(String kind, String id, long revision) {
    return Sql.with(journal, connection -> {
      try (PreparedStatement query = connection.prepareStatement(READABLE)) {
        query.setString(1, kind + "|" + id);
        query.setLong(2, revision);
        try (ResultSet row = query.executeQuery()) {
          return row.next();
        }
      }
    });
  }

  /** How far a reader of these kinds is behind. */
  public JournalHead head(Position position, SortedSet<String> kinds) {
    return Sql.with(journal, connection -> JournalLag.measure(connection, position, kinds));
  }

  private static String ofEntity(String beyond, String order) {
    return SIZED.formatted(OF_ENTITY.formatted(beyond, order), order);
  }

  /** The SQL of a page, each kind by its own stretch of the index, merged. */
  static String pageSql(int kinds) {
    return pageSql(kinds, ">", UPWARDS);
  }

  /** The same back in time. */
  static String pageBackSql(int kinds) {
    return pageSql(kinds, "<", DOWNWARDS);
  }

  private static String pageSql(int kinds, String beyond, String order) {
    String merged = String.join("\nunion all\n", Collections.nCopies(kinds, KIND.formatted(beyond, order)));
    return SIZED.formatted("select * from (" + merged + ") merged order by " + order + " limit ?", order);
  }

  private void events(PreparedStatement query, Consumer<Event> each) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      while (row.next())
        each.accept(decoder.decode(row.getBytes("event_payload"), row.getString("event_ser_manifest")));
    } catch (SQLException failed) {
      throw failed;
    } catch (Exception undecodable) {
      throw new IllegalStateException("a stored event cannot be read", undecodable);
    }
  }

  private JournalPage page(Position position, PreparedStatement query) throws SQLException {
    List<JournalEvent> events = new ArrayList<>();
    List<UnreadableEvent> unreadable = new ArrayList<>();
    Position end = position;
    Instant writtenAt = Instant.EPOCH;
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        JournalRow next = JournalRow.of(row);
        end = next.position();
        writtenAt = next.writtenAt();
        add(next, events, unreadable);
      }
    }
    return new JournalPage(List.copyOf(events), List.copyOf(unreadable), end, writtenAt);
  }

  private void add(JournalRow row, List<JournalEvent> events, List<UnreadableEvent> unreadable) {
    try {
      events.add(row.event(decoder));
    } catch (Exception undecodable) {
      unreadable.add(new UnreadableEvent(row.position(), row.kind(), row.id(), row.revision(), undecodable));
    }
  }
}
