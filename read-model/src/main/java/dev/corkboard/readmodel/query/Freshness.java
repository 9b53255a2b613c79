package dev.corkboard.readmodel.query;

/** Whether an answer may come from a cache. */
public enum Freshness {
  /** It may; it is at most as old as the caches keep it. */
  CACHED,
  /** It may not: for a reader who has waited for a write of its own. */
  FRESH
}
