package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Deleted;
import dev.corkboard.readmodel.table.Shown;

/**
 * Which deleted things: those that the filter takes, the latest deletion first.
 *
 * @param ordered whether they come in the filter's own order instead
 */
public record BinFilter<V extends Shown>(Filter<V> filter, boolean ordered) implements Filter<Deleted<V>> {

  @Override
  public Sort<Deleted<V>> sort() {
    if (ordered) return filter.sort().of(Deleted::view);
    return Sort.<Deleted<V>>instant("deleted_at", "deleted_at", Deleted::deletedAt).downwards();
  }

  @Override
  public Conditions conditions() {
    return filter.conditions();
  }
}
