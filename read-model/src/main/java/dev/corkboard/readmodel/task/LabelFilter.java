package dev.corkboard.readmodel.task;

import dev.corkboard.readmodel.query.Conditions;
import dev.corkboard.readmodel.query.Filter;
import dev.corkboard.readmodel.query.Sort;

/** All labels, in the order of names. */
public record LabelFilter(Sort<LabelView> sort) implements Filter<LabelView> {

  public static final LabelFilter ALL = new LabelFilter(Sort.name("label", "label_key", LabelView::label));

  @Override
  public Conditions conditions() {
    return new Conditions();
  }
}
