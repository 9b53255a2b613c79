package dev.corkboard.readmodel.cache;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;

/**
 * Answers of one sort that are kept in this process, by name, and the loads of those that are not. Each name is loaded
 * once at a time. A drop also parts with the load under way: what that brings is not kept, and whoever asks afterwards
 * waits for a load of its own.
 */
final class Shelf<T> {

  /** Names an answer among those of all shelves. */
  record Key(Shelf<?> shelf, Object name) {}

  /** An answer, the term that it counts in, and about how many bytes it takes. */
  record Kept(Object answer, Term term, int weight) {}

  private final Cache<Key, Kept> kept;
  private final NearCounts counts;
  private final ToIntBiFunction<Object, T> weight;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Object, Flight<T>> flights = new ConcurrentHashMap<>();
  private volatile Term term = new Term("");

  Shelf(Cache<Key, Kept> kept, NearCounts counts, ToIntBiFunction<Object, T> weight, LongSupplier nanoTime) {
    this.kept = kept;
    this.counts = counts;
    this.weight = weight;
    this.nanoTime = nanoTime;
  }

  NearCounts counts() {
    return counts;
  }

  Optional<T> find(Object name) {
    Kept found = kept.getIfPresent(new Key(this, name));
    if (found == null || found.term() != term) return Optional.empty();
    counts.hit();
    return Optional.of(answer(found));
  }

  /** Loads it, or waits for the load that is under way. */
  Optional<T> load(Object name, Supplier<Loaded<T>> loading) {
    Flight<T> mine = new Flight<>(term, nanoTime.getAsLong());
    Flight<T> flight = flights.compute(name,
        (any, other) -> other != null && other.takes(term, nanoTime.getAsLong()) ? other : mine);
    if (flight != mine) {
      counts.joined();
      return flight.await();
    }
    counts.miss();
    try {
      Loaded<T> loaded = loading.get();
      land(name, mine, loaded);
      return loaded.answer();
    } catch (RuntimeException | Error failure) {
      flights.remove(name, mine);
      mine.fail(failure);
      throw failure;
    }
  }

  /** What was read before this counts no more. */
  void drop(Object name) {
    flights.compute(name, (any, flight) -> {
      kept.invalidate(new Key(this, name));
      return null;
    });
  }

  /** Nothing that was read before this counts any more. */
  void begin(Term next) {
    term = next;
  }

  Term term() {
    return term;
  }

  /** Kept and over in one step: a drop comes before it, and parts with the flight, or after it, and drops the answer. */
  private void land(Object name, Flight<T> mine, Loaded<T> loaded) {
    flights.computeIfPresent(name, (any, flight) -> {
      if (flight != mine) return flight;
      boolean believed = loaded.pledge().map(mine.term().pledge()::equals).orElse(true);
      if (believed) loaded.answer().ifPresent(answer -> keep(name, answer, mine.term()));
      return null;
    });
    mine.land(loaded.answer());
  }

  private void keep(Object name, T answer, Term since) {
    kept.put(new Key(this, name), new Kept(answer, since, weight.applyAsInt(name, answer)));
  }

  @SuppressWarnings("unchecked")
  private T answer(Kept found) {
    return (T) found.answer(); // the key names the shelf, and so the type
  }
}
