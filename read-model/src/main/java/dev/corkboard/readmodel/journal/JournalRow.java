package dev.corkboard.readmodel.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A row of the journal whose event has not been decoded yet. */
public record JournalRow(Position position, String kind, String id, long revision, String name, byte[] payload,
    Instant writtenAt) {

  static JournalRow of(ResultSet row) throws SQLException {
    String persistenceId = row.getString("persistence_id");
    int bar = persistenceId.indexOf('|');
    return new JournalRow(new Position(Long.parseUnsignedLong(row.getString("xid")), row.getLong("ordering")),
        persistenceId.substring(0, bar), persistenceId.substring(bar + 1), row.getLong("sequence_number"),
        row.getString("event_ser_manifest"), row.getBytes("event_payload"),
        Instant.ofEpochMilli(row.getLong("write_timestamp")));
  }

  JournalRow with(byte[] itsPayload) {
    return new JournalRow(position, kind, id, revision, name, itsPayload, writtenAt);
  }

  public JournalEvent event(EventDecoder decoder) throws Exception {
    return new JournalEvent(position, kind, id, revision, name, decoder.decode(payload, name), writtenAt);
  }
}
