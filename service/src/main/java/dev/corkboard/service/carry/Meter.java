package dev.corkboard.service.carry;

/** Told how far a piece of work has come; it must be quick. */
@FunctionalInterface
public interface Meter {
  void at(long done, long all);
}
