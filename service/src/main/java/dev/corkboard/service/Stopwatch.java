package dev.corkboard.service;

import java.util.Locale;

/** The time since it was made, for people. */
final class Stopwatch {
  private final long started = System.nanoTime();

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - started) / 1e9);
  }
}
