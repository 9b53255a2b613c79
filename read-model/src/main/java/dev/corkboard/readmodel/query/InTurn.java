package dev.corkboard.readmodel.query;

import dev.corkboard.readmodel.Outage;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads one list at a time, since making a long one takes many megabytes of memory. */
public final class InTurn<F extends Filter<?>> implements Listing<F> {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Listing<F> lists;
  private final Semaphore turn = new Semaphore(1, true);

  public InTurn(Listing<F> lists) {
    this.lists = lists;
  }

  @Override
  public RenderedPage list(F filter, PageRequest page, Freshness freshness) {
    try {
      if (!turn.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS))
        throw new Outage("Too many wait for a list.");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("The node ends.", stopping);
    }
    try {
      return lists.list(filter, page, freshness);
    } finally {
      turn.release();
    }
  }
}
