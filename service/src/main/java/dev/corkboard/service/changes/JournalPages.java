package dev.corkboard.service.changes;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.util.SortedSet;
import java.util.concurrent.locks.ReentrantLock;

/** Reads the journal for clients, one page at a time, so that however many ask, views find a connection. */
final class JournalPages {
  private final JournalReader journal;
  private final ReentrantLock turn = new ReentrantLock(true);

  JournalPages(JournalReader journal) {
    this.journal = journal;
  }

  JournalPage after(Position position, SortedSet<String> kinds, int limit, int bytes) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      throw new Outage("the node ends");
    }
    try {
      return journal.after(position, kinds, limit, bytes);
    } finally {
      turn.unlock();
    }
  }
}
