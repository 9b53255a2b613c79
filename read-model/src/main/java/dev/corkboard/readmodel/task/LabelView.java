package dev.corkboard.readmodel.task;

import dev.corkboard.readmodel.table.Shown;

/** A label as clients see it, and how many tasks have it. */
public record LabelView(String label, long count) implements Shown {

  @Override
  public String key() {
    return label;
  }

  /** It has none. */
  @Override
  public long revision() {
    return 0;
  }
}
