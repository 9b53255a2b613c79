package dev.corkboard.service.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.readmodel.task.TaskColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Knows where columns end. Orders at the end grow with the clock, so nodes need not ask each other; what is beyond the
 * clock, because somebody chose its order, is known from the view and from what went through this node.
 */
final class ColumnEnds {
  private static final long EPOCH_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int ORDERS_IN_A_MILLISECOND = 16;
  private static final int COLUMNS_KEPT = 10_000;
  /** The view is asked once a second at most. */
  private static final Duration SHOWN_KEPT = Duration.ofSeconds(1);
  /** Longer than a view takes to show it. */
  private static final Duration PLACED_KEPT = Duration.ofMinutes(1);

  private final TaskColumns columns;
  private final Cache<Column, OptionalDouble> shown = cache(SHOWN_KEPT);
  private final Cache<Column, Double> placed = cache(PLACED_KEPT);

  ColumnEnds(TaskColumns columns) {
    this.columns = columns;
  }

  /** An order after all that are in the column; each is given once. */
  double next(Column column, Instant now) {
    double clock = (now.toEpochMilli() - EPOCH_MILLIS) * (double) ORDERS_IN_A_MILLISECOND;
    double last = shown(column).orElse(Double.NEGATIVE_INFINITY);
    return placed.asMap().merge(column, Math.max(clock, last + ORDERS_IN_A_MILLISECOND),
        (before, wanted) -> Math.max(before + ORDERS_IN_A_MILLISECOND, wanted));
  }

  /** A card got this order. */
  void placed(Column column, double order) {
    placed.asMap().merge(column, order, Math::max);
  }

  private OptionalDouble shown(Column column) {
    OptionalDouble known = shown.getIfPresent(column);
    if (known != null) return known;
    OptionalDouble last = columns.lastOrder(column.sprint(), column.status());
    shown.put(column, last);
    return last;
  }

  private static <V> Cache<Column, V> cache(Duration kept) {
    return Caffeine.newBuilder().maximumSize(COLUMNS_KEPT).expireAfterWrite(kept).build();
  }
}
