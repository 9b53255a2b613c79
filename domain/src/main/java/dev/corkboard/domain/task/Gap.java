package dev.corkboard.domain.task;

import java.util.OptionalDouble;

/**
 * Where in a column a task is to stand: between the orders of two neighbours, before the first one, after the last
 * one, or, where there is none, at the end.
 *
 * <p>
 * Where exactly depends on the task's id: two cards that two people put into the same gap at the same moment get
 * different orders, without anybody asking anybody.
 *
 * @param endOrder the order of a task that is put at the end of the column
 */
public record Gap(OptionalDouble after, OptionalDouble before, double endOrder) {

  /** How far apart tasks are put where there is room. */
  public static final double STEP = 1024;
  /** So many orders must lie between two neighbours, or cards that are put there at once would often meet. */
  private static final int ROOM = 1 << 6;

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

  /** Whether the neighbours stand so close that room has to be made between them. */
  boolean tight() {
    return after.isPresent() && before.isPresent() && isTight(after.getAsDouble(), before.getAsDouble());
  }

  static boolean isTight(double after, double before) {
    return before - after < ROOM * Math.max(Math.ulp(after), Math.ulp(before));
  }

  /** The order of this task within; without room it is one that the gap does not hold. */
  double order(TaskId task) {
    double spread = spread(task);
    if (after.isPresent() && before.isPresent()) return between(after.getAsDouble(), before.getAsDouble(), spread);
    if (before.isPresent()) return before.getAsDouble() - STEP * (0.5 + spread);
    if (after.isPresent() && after.getAsDouble() >= endOrder) return after.getAsDouble() + STEP * (0.5 + spread);
    return atEnd(task, endOrder);
  }

  /** The order of a task at the end: those that other nodes put there at the same moment get another one. */
  static double atEnd(TaskId task, double endOrder) {
    return endOrder + spread(task);
  }

  /** In the middle half, so that room is left on both sides. */
  private static double between(double low, double high, double spread) {
    double share = 0.25 + spread / 2;
    return low * (1 - share) + high * share; // the difference of both could be infinite
  }

  /** A number from 0 to below 1 that is another one for each task, in steps that the largest orders still tell apart. */
  private static double spread(TaskId task) {
    long bits = 0xcbf29ce484222325L; // FNV-1a, then mixed so that ids of one millisecond lie far apart
    for (int i = 0; i < task.value().length(); i++)
      bits = (bits ^ task.value().charAt(i)) * 0x100000001b3L;
    bits = (bits ^ bits >>> 32) * 0x9e3779b97f4a7c15L;
    return (bits >>> 11) * 0x1.0p-53;
  }
}
