package dev.corkboard.service.entity;

import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.State;

/** What an entity answers. */
public sealed interface Reply<S extends State> {

  /** What the command wants is so, and durable; {@code state} is what there is now. */
  record Accepted<S extends State>(S state) implements Reply<S> {}

  /** A rule refuses the command; {@code revision} is where the entity stands. */
  record Rejected<S extends State>(Rejection rejection, long revision) implements Reply<S> {}
}
