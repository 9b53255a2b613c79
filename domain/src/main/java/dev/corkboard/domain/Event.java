package dev.corkboard.domain;

import java.util.Map;

/** What happened to one aggregate; it is stored for ever. */
public interface Event {
  Stamp stamp();

  /** What changed, by field, in the order of the fields; at creation every field from nothing. */
  Map<String, Change> changes();

  /**
   * The same as people see it: a deletion takes every field away, and a restoration brings every field back. It is empty
   * for those that were stored before they told the content.
   */
  default Map<String, Change> seen() {
    return changes();
  }
}
