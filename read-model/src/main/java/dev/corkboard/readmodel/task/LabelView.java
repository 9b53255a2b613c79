package dev.corkboard.readmodel.task;

import dev.corkboard.readmodel.table.Shown;

/** A label as clients see it, and how many tasks have it. */
public record LabelView(String label, long count) implements Shown {

  @Override
  public String key() {
    return label;
  }

  /** Always 0: labels have no revision. */
  @Override
  public long revision() {
    return 0;
  }
}
