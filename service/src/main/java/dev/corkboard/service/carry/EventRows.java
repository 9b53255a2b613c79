package dev.corkboard.service.carry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corkboard.readmodel.journal.EventDecoder;

/** Judges whether a row of the journal is an event that this release can read. */
final class EventRows {
  private final EventDecoder decoder;

  EventRows(EventDecoder decoder) {
    this.decoder = decoder;
  }

  void check(JsonNode row) {
    String entity = row.path("persistence_id").asText();
    String name = row.path("event_ser_manifest").asText();
    int bar = entity.indexOf('|');
    if (bar < 1 || bar == entity.length() - 1) throw new CarryException(entity + " is the name of no entity");
    if (!name.startsWith(entity.substring(0, bar) + "-")) throw new CarryException(name + " is no event of " + entity);
    if (row.path("deleted").asBoolean()) throw new CarryException("an event of " + entity + " is marked as deleted");
    if (row.path("sequence_number").asLong() < 1) throw new CarryException("events of " + entity + " begin with 1");
    try {
      decoder.decode(ColumnType.bytes(row.get("event_payload")), name);
    } catch (Exception unreadable) {
      throw new CarryException(name + " of " + entity + " cannot be read", unreadable);
    }
  }
}
