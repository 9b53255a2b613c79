package dev.corkboard.bench;

import java.util.Optional;

/** One figure beside its limit from the same run, and what is asked of it. */
record Row(String name, double value, String unit, Optional<Limit> limit, Optional<Target> target) {

  /** What bounds the figure: the same work with less around it. */
  record Limit(String name, double value, double ratio) {}

  /** What is asked of the value, or of its ratio to the limit. */
  record Target(boolean ofRatio, boolean atLeast, double bound) {

    private boolean holds(double figure) {
      return atLeast ? figure >= bound : figure <= bound;
    }

    @Override
    public String toString() {
      return (ofRatio ? "ratio " : "") + (atLeast ? ">= " : "<= ") + Report.number(bound);
    }
  }

  static Row of(String name, double value, String unit) {
    return new Row(name, value, unit, Optional.empty(), Optional.empty());
  }

  Row beside(String limitName, double limitValue, double ratio) {
    return new Row(name, value, unit, Optional.of(new Limit(limitName, limitValue, ratio)), target);
  }

  Row atLeast(double bound) {
    return asked(new Target(false, true, bound));
  }

  Row atMost(double bound) {
    return asked(new Target(false, false, bound));
  }

  Row ratioAtLeast(double bound) {
    return asked(new Target(true, true, bound));
  }

  Row ratioAtMost(double bound) {
    return asked(new Target(true, false, bound));
  }

  /** Empty where nothing is asked. */
  Optional<Boolean> holds() {
    return target.map(it -> it.holds(it.ofRatio() ? limit.orElseThrow().ratio() : value));
  }

  private Row asked(Target asked) {
    return new Row(name, value, unit, limit, Optional.of(asked));
  }
}
