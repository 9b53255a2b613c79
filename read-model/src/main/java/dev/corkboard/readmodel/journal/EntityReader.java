package dev.corkboard.readmodel.journal;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * Reads the journal entity by entity, all events of each together (but for the longest), as it is at one
 * moment. It reads along the primary
 * key, with one cursor in a transaction that has no id, so no reader of the journal waits for it (ADR 2). Calls block.
 */
public final class EntityReader {
  private static final int FETCHED = 500;
  /** Of one entity at once. */
  private static final int MOST_BYTES = 4 << 20;
  private static final int BINARY_FROM_THE_FIRST = -1;

  private static final String ENTITIES = """
      select xid, ordering, persistence_id, sequence_number, write_timestamp, event_ser_manifest, %s
      from journal.event_journal
      where persistence_id > ? and persistence_id < ? and xid < pg_snapshot_xmin(pg_current_snapshot())
      order by persistence_id, sequence_number""".formatted(LongPayloads.SHORT);

  private static final String COUNT = "select count(*) from journal.event_journal where kind = any(?)";

  private final DataSource journal;
  private final EventDecoder decoder;
  private final long mostBytes;

  /** Told of each entity; what it throws ends the reading. */
  @FunctionalInterface
  public interface Entities {
    void next(Entity entity) throws InterruptedException;
  }

  /**
   * @param journal connections whose statements may take their time
   */
  public EntityReader(DataSource journal, EventDecoder decoder) {
    this(journal, decoder, MOST_BYTES);
  }

  /**
   * @param mostBytes an entity whose events have more comes in parts
   */
  public EntityReader(DataSource journal, EventDecoder decoder, long mostBytes) {
    this.journal = journal;
    this.decoder = decoder;
    this.mostBytes = mostBytes;
  }

  /** How many events there are, more or less. */
  public long count(SortedSet<String> kinds) {
    return Sql.with(journal, connection -> {
      try (PreparedStatement query = connection.prepareStatement(COUNT)) {
        query.setArray(1, connection.createArrayOf("text", kinds.toArray()));
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }

  /** All that readers see at one moment; answers its position, from which to read on. */
  public Position read(SortedSet<String> kinds, Entities entities) throws InterruptedException {
    try (Connection connection = journal.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        // A planner without statistics would rather sort the whole journal.
        connection.createStatement().execute("set local enable_seqscan = off; set local enable_sort = off; "
            + "set local enable_bitmapscan = off; set local max_parallel_workers_per_gather = 0");
        Position end = JournalLag.readable(connection, kinds);
        for (String kind : kinds)
          read(connection, kind, entities);
        return end;
      } finally {
        connection.rollback();
      }
    } catch (SQLException failed) {
      throw Sql.failure("The journal cannot be read.", failed);
    }
  }

  private void read(Connection connection, String kind, Entities entities) throws SQLException, InterruptedException {
    try (PreparedStatement query = connection.prepareStatement(ENTITIES);
        LongPayloads payloads = new LongPayloads(connection)) {
      query.setFetchSize(FETCHED);
      // It is run once, and the driver would have each payload as twice as many hex digits.
      query.unwrap(PGStatement.class).setPrepareThreshold(BINARY_FROM_THE_FIRST);
      query.setString(1, kind + "|");
      query.setString(2, kind + "}"); // the letter after the bar
      try (ResultSet row = query.executeQuery()) {
        Entity entity = new Entity(decoder, false);
        while (row.next()) {
          JournalRow next = payloads.row(row);
          boolean same = entity.isOf(next.id());
          if (entity.events() > 0 && (!same || entity.bytes() > mostBytes)) {
            entities.next(same ? entity.asPart() : entity);
            entity = new Entity(decoder, same);
          }
          entity.add(next);
        }
        if (entity.events() > 0) entities.next(entity);
      }
    }
  }

  /** All events of one entity, not decoded yet: that is most of the work, and may be another thread's. */
  public static final class Entity {
    private final List<JournalRow> rows = new ArrayList<>();
    private final EventDecoder decoder;
    private boolean part;
    private long bytes;

    private Entity(EventDecoder decoder, boolean part) {
      this.decoder = decoder;
      this.part = part;
    }

    private void add(JournalRow row) {
      rows.add(row);
      bytes += row.payload().length;
    }

    private boolean isOf(String id) {
      return !rows.isEmpty() && rows.getLast().id().equals(id);
    }

    private Entity asPart() {
      part = true;
      return this;
    }

    /** Whether these are only some of its events, as they are many or long: the others come before or after. */
    public boolean isPart() {
      return part;
    }

    public long bytes() {
      return bytes;
    }

    /** How many events it has, one at least. */
    public int events() {
      return rows.size();
    }

    /** A page that ends with the last event of the entity; its end is no place to read on from. */
    public JournalPage decoded() {
      List<JournalEvent> events = new ArrayList<>(rows.size());
      List<UnreadableEvent> unreadable = new ArrayList<>();
      for (JournalRow row : rows) {
        try {
          events.add(row.event(decoder));
        } catch (Exception undecodable) {
          unreadable.add(new UnreadableEvent(row.position(), row.kind(), row.id(), row.revision(), undecodable));
        }
      }
      return new JournalPage(events, unreadable, rows.getLast().position(), rows.getLast().writtenAt());
    }
  }
}
