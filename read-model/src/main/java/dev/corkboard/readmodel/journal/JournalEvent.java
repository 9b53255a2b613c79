package dev.corkboard.readmodel.journal;

import dev.corkboard.domain.Event;
import java.time.Instant;

/** An event as the journal has it: where, of which entity, as which of its revisions, and under which name. */
public record JournalEvent(Position position, String kind, String id, long revision, String name, Event event,
    Instant writtenAt) {}
