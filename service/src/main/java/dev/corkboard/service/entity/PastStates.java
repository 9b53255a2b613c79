package dev.corkboard.service.entity;

import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.State;
import java.util.Map;

/** An entity as it was at an earlier revision, folded from its own events. */
public interface PastStates<S extends State> {

  /** The state of the newest revision up to this one. */
  S at(String id, long revision);

  /**
   * An entity as it was, and what became of it.
   *
   * @param changed who changed a field last since then, by the field's name
   */
  record Since<S extends State>(S then, Map<String, Stamp> changed) {}

  /** What was at a revision, and which fields have changed since, up to another. */
  Since<S> since(String id, long revision, long newest);
}
