package dev.corkboard.readmodel.journal;

import dev.corkboard.domain.Event;
import dev.corkboard.readmodel.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Writes events as the write side does, but that their bytes only name objects of this process. */
public final class TestJournal {
  private static final Map<String, Event> EVENTS = new ConcurrentHashMap<>();
  private static final AtomicLong NAMES = new AtomicLong();

  public static final EventDecoder DECODER = (payload, manifest) -> {
    Event event = EVENTS.get(new String(payload, StandardCharsets.US_ASCII).stripTrailing());
    if (event == null) throw new IllegalArgumentException("not an event");
    return event;
  };

  private static final String INSERT = """
      insert into journal.event_journal (persistence_id, sequence_number, writer, write_timestamp, event_ser_id,
        event_ser_manifest, event_payload) values (?, ?, 'test', extract(epoch from now()) * 1000, 1, 'test', ?)""";

  private final DataSource database;

  public TestJournal(DataSource database) {
    this.database = database;
  }

  /** One event of an entity, to be written. */
  public record Entry(String kind, String id, long revision, Event event) {}

  public void write(String kind, String id, long revision, Event event) {
    write(List.of(new Entry(kind, id, revision, event)));
  }

  public void write(List<Entry> entries) {
    Sql.with(database, connection -> {
      write(connection, entries);
      return entries;
    });
  }

  public void writeRubbish(String kind, String id, long revision) {
    Sql.with(database, connection -> {
      insert(connection, kind, id, revision, "rubbish");
      return kind;
    });
  }

  public static void write(Connection connection, List<Entry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Entry entry : entries) {
        bind(insert, entry.kind(), entry.id(), entry.revision(), remember(entry.event()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void insert(Connection connection, String kind, String id, long revision, String payload)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      bind(insert, kind, id, revision, payload);
      insert.executeUpdate();
    }
  }

  private static void bind(PreparedStatement insert, String kind, String id, long revision, String payload)
      throws SQLException {
    insert.setString(1, kind + "|" + id);
    insert.setLong(2, revision);
    insert.setBytes(3, payload.getBytes(StandardCharsets.US_ASCII));
  }

  private static String remember(Event event) {
    String name = "event-" + NAMES.incrementAndGet();
    EVENTS.put(name, event);
    return name;
  }
}
