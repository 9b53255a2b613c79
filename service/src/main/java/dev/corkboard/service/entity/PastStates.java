package dev.corkboard.service.entity;

import dev.corkboard.domain.State;

/** An entity as it was at an earlier revision, folded from its own events. */
public interface PastStates<S extends State> {
  S at(String id, long revision);
}
