package dev.corkboard.service.amqp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again: twice as long each time, with jitter so that nodes do not come back in step. */
public record Backoff(Duration first, Duration longest) {

  /** The wait after so many failures in a row, at least one. */
  public Duration after(int failures) {
    double grown = first.toMillis() * Math.pow(2, Math.max(0, failures - 1));
    double bounded = Math.min(grown, longest.toMillis());
    return Duration.ofMillis(Math.round(bounded * ThreadLocalRandom.current().nextDouble(0.7, 1.0)));
  }
}
