package dev.corkboard.readmodel.journal;

import dev.corkboard.domain.Event;
import java.time.Instant;

/** An event as the journal has it: where, of which entity, and as which of its revisions. */
public record JournalEvent(Position position, String kind, String id, long revision, Event event, Instant writtenAt) {}
