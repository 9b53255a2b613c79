package dev.corkboard.readmodel.journal;

import dev.corkboard.domain.Event;

/** Makes an event of what the journal stores; the writer of the journal brings it. */
@FunctionalInterface
public interface EventDecoder {

  /** Throws whatever it likes for bytes that are no event: the reader hands them on as unreadable. */
  Event decode(byte[] payload, String manifest) throws Exception;
}
