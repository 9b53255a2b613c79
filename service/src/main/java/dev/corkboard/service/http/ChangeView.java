package dev.corkboard.service.http;

import dev.corkboard.domain.Change;
import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.json.Json;
import java.time.Instant;
import java.util.Map;

/** One event among those of the whole board, as clients see it. */
public record ChangeView(String position, String kind, String id, long revision, String event, Instant at, Username by,
    Map<String, Change> changes) {

  static ChangeView of(JournalEvent journaled, Positions positions) {
    EventView event = EventView.of(journaled);
    return new ChangeView(positions.text(journaled.position()), journaled.kind(), journaled.id(), event.revision(),
        event.event(), event.at(), event.by(), event.changes());
  }

  public static byte[] json(JournalEvent journaled, Positions positions) {
    return Json.bytes(of(journaled, positions));
  }
}
