package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets clients read the journal one after the other, so that however many ask, the views find a connection. */
final class Turn {
  private final ReentrantLock lock = new ReentrantLock(true);

  <R> R take(Supplier<R> read) {
    try {
      lock.lockInterruptibly();
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
