package dev.corkboard.readmodel.query;

import java.util.Optional;

/**
 * Which page of a list: how many results, and after which place.
 *
 * @param limit from 1 to {@link #MAX}, of a whole board to {@link #MAX_OF_BOARD}
 * @param counted whether to tell how many results all pages have together
 */
public record PageRequest(int limit, Optional<Cursor> after, boolean counted) {

  public static final int DEFAULT = 20;
  public static final int MAX = 100;
  public static final int MAX_OF_BOARD = 2_000;

  public PageRequest {
    if (limit < 1 || limit > MAX_OF_BOARD) throw new IllegalArgumentException("not a limit: " + limit);
  }

  public PageRequest(int limit, Optional<Cursor> after) {
    this(limit, after, false);
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
