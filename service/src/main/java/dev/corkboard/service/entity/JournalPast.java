package dev.corkboard.service.entity;

import dev.corkboard.domain.Decider;
import dev.corkboard.domain.Event;
import dev.corkboard.domain.Stamp;
import dev.corkboard.domain.State;
import dev.corkboard.readmodel.journal.JournalReader;
import java.util.HashMap;
import java.util.Map;
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

  @Override
  public Since<S> since(String id, long revision, long newest) {
    AtomicReference<S> then = new AtomicReference<>(decider.initial());
    Map<String, Stamp> changed = new HashMap<>();
    journal.eachOf(kind, id, newest, event -> {
      if (then.get().revision() < revision) then.set(decider.evolve(then.get(), events.cast(event)));
      else
        event.changes().keySet().forEach(field -> changed.put(field, event.stamp()));
    });
    return new Since<>(then.get(), changed);
  }
}
