package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.journal.JournalEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** What the events of a page make of what is known of their entities, one after the other. */
public final class Steps {

  private Steps() {}

  /** What begins in this page needs no look; should it be there after all, the tables protect what they have. */
  public static Set<String> idsThatMayBeKnown(List<JournalEvent> events) {
    Set<String> begun = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (JournalEvent event : events) {
      if (event.revision() == 1) begun.add(event.id());
      else if (!begun.contains(event.id())) ids.add(event.id());
    }
    return ids;
  }

  /**
   * Each step, in the order of the events; those that were applied already make none.
   *
   * @param known by id; it becomes what is known in the end
   */
  static <S> List<S> of(List<JournalEvent> events, Map<String, S> known, ToLongFunction<S> revision,
      BiFunction<Optional<S>, JournalEvent, S> after) {
    List<S> steps = new ArrayList<>();
    for (JournalEvent event : events) {
      Optional<S> before = Optional.ofNullable(known.get(event.id()));
      long next = before.map(revision::applyAsLong).orElse(0L) + 1;
      if (event.revision() < next) continue;
      if (event.revision() > next) throw new IllegalStateException("revision " + next + " is missing");
      S step = after.apply(before, event);
      known.put(event.id(), step);
      steps.add(step);
    }
    return steps;
  }

  /** All steps of one entity, from its first event on. */
  static <S> List<S> ofEntity(List<JournalEvent> events, BiFunction<Optional<S>, JournalEvent, S> after) {
    List<S> steps = new ArrayList<>(events.size());
    Optional<S> before = Optional.empty();
    for (JournalEvent event : events) {
      if (event.revision() != steps.size() + 1) {
        throw new IllegalStateException("revision " + (steps.size() + 1) + " is missing");
      }
      before = Optional.of(after.apply(before, event));
      steps.add(before.get());
    }
    return steps;
  }
}
