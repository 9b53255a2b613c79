package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.table.Shown;

/** Which results a list has, and in which order. Its JSON names it in caches. */
public interface Filter<V extends Shown> {
  Sort<V> sort();

  Conditions conditions();
}
