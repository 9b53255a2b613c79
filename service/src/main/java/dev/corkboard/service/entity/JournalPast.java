package dev.corkboard.service.entity;

import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.journal.JournalReader;
import java.util.concurrent.atomic.AtomicReference;

/** Folds the past state of an entity from its own rows in the journal; for the rare read, not for lists. */
public final class JournalPast<E extends Event, S extends State> implements PastStates<S> {
  private final String kind;
  private final Class<E> events;
  private final Decider<?, E, S> decider;
  private final JournalReader journal;

  public JournalPast(String kind, Class<E> events, Decider<?, E, S> decider, JournalReader journal) {
    this.kind = kind;
    this.events = events;
    this.decider = decider;
    this.journal = journal;
  }

  @Override
  public S at(String id, long revision) {
    AtomicReference<S> state = new AtomicReference<>(decider.initial());
    journal.eachOf(kind, id, revision, event -> state.set(decider.evolve(state.get(), events.cast(event))));
    return state.get();
  }
}
