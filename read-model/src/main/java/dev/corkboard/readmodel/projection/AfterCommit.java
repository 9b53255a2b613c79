package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.util.List;

/** Told of events once their rows can be seen; it must be quick, and its failure changes nothing. */
@FunctionalInterface
public interface AfterCommit {

  AfterCommit NOTHING = events -> {};

  void committed(List<JournalEvent> events);

  default AfterCommit and(AfterCommit next) {
    return events -> {
      committed(events);
      next.committed(events);
    };
  }
}
