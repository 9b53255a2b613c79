package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.util.List;

/** Told of events once their rows can be seen; it must be quick, and its failure changes nothing. */
@FunctionalInterface
public interface AfterCommit {

  AfterCommit NOTHING = events -> {};

  void committed(List<JournalEvent> events);

  /** This node keeps the view from now on; what another one committed last may never have been told. */
  default void started() {}

  /** Another node may keep the view. */
  default void stopped() {}

  /** The view is served from new tables, which may show some rows otherwise. */
  default void swapped() {}

  default AfterCommit and(AfterCommit next) {
    AfterCommit first = this;
    return new AfterCommit() {
      @Override
      public void committed(List<JournalEvent> events) {
        first.committed(events);
        next.committed(events);
      }

      @Override
      public void started() {
        first.started();
        next.started();
      }

      @Override
      public void stopped() {
        first.stopped();
        next.stopped();
      }

      @Override
      public void swapped() {
        first.swapped();
        next.swapped();
      }
    };
  }
}
