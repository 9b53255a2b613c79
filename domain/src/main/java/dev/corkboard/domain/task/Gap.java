package dev.corkboard.domain.task;

import java.util.OptionalDouble;

/**
 * Where in a column a task is to stand: between the orders of two neighbours, before the first one, after the last
 * one, or, where there is none, at the end.
 *
 * @param endOrder the order of a task that is put at the end of the column
 */
public record Gap(OptionalDouble after, OptionalDouble before, double endOrder) {

  /** How far apart tasks are put where there is room. */
  public static final double STEP = 1024;

  public static Gap end(double endOrder) {
    return new Gap(OptionalDouble.empty(), OptionalDouble.empty(), endOrder);
  }

  /** Whether a task of this order in the same column may stay where it is. */
  boolean holds(double order) {
    return (after.isEmpty() || after.getAsDouble() < order) && (before.isEmpty() || order < before.getAsDouble());
  }

  /** Whether no order can lie between the neighbours, whatever room is made. */
  boolean inverted() {
    return after.isPresent() && before.isPresent() && after.getAsDouble() > before.getAsDouble();
  }

  /** An order within; without room it is one that the gap does not hold. */
  double order() {
    if (after.isPresent() && before.isPresent()) {
      return after.getAsDouble() / 2 + before.getAsDouble() / 2; // the sum of both could be infinite
    }
    if (after.isPresent()) return after.getAsDouble() < endOrder ? endOrder : after.getAsDouble() + STEP;
    return before.isPresent() ? before.getAsDouble() - STEP : endOrder;
  }
}
