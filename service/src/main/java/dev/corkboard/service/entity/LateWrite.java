package dev.corkboard.service.entity;

/** Events that came to the journal after their deadline: they are not stored, and nobody waits for them. */
final class LateWrite extends RuntimeException {
  LateWrite(Throwable cause) {
    super("the deadline had passed when the events came to be stored", cause);
  }
}
