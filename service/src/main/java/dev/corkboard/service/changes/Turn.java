package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets clients read the journal one after the other, so that however many ask, the views find a connection. */
final class Turn {
  private static final int PATIENCE_SECONDS = 2;

  private final ReentrantLock lock = new ReentrantLock(true);

  <R> R take(Supplier<R> read) {
    try {
      if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new Outage("too many read the journal at once");
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new Outage("nobody waits for this any more");
    }
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
