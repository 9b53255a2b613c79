package dev.corkboard.domain;

import java.util.Map;

/** What happened to one aggregate; it is stored for ever. */
public interface Event {
  Stamp stamp();

  /** What changed, by field, in the order of the fields; at creation every field from nothing. */
  Map<String, Change> changes();
}
