package dev.corkboard.service.changes;

import dev.corkboard.readmodel.journal.Position;

/** One event as it is sent, made once for all who get it. */
record Frame(Position position, String kind, byte[] bytes) {}
