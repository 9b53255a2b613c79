package dev.corkboard.domain.reminder;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, with jitter so that nodes do not come back in step. */
public record Backoff(Duration first, Duration longest) {
  private static final double LEAST_SHARE = 0.7;

  /**
   * The wait after so many failures in a row, at least one.
   *
   * @param chance a random number from 0 to 1
   */
  public Duration after(int failures, double chance) {
    double grown = first.toMillis() * Math.pow(2, Math.max(0, failures - 1));
    double bounded = Math.min(grown, longest.toMillis());
    return Duration.ofMillis(Math.round(bounded * (LEAST_SHARE + chance * (1 - LEAST_SHARE))));
  }
}
