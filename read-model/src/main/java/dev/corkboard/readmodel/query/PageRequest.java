package dev.corkboard.readmodel.query;

import java.util.Optional;

/** Which page of a list: how many results, and after which place. */
public record PageRequest(int limit, Optional<Cursor> after) {

  public static final int DEFAULT = 20;
  public static final int MAX = 100;

  public PageRequest {
    if (limit < 1 || limit > MAX) throw new IllegalArgumentException("not a limit: " + limit);
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
