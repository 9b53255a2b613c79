package dev.corkboard.domain;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a decider makes of a command. */
public sealed interface Decision<E extends Event> {

  /** The command leads to these events, of which there is at least one. */
  record Accepted<E extends Event>(List<E> events) implements Decision<E> {
    public Accepted {
      events = List.copyOf(events);
      if (events.isEmpty()) throw new IllegalArgumentException("no event: that is AlreadySo");
    }
  }

  /** What the command wants is so already: nothing to store, and no refusal. */
  record AlreadySo<E extends Event>() implements Decision<E> {}

  /** A rule forbids the command. */
  record Rejected<E extends Event>(Rejection rejection) implements Decision<E> {}

  static <E extends Event> Decision<E> accept(E event) {
    return new Accepted<>(List.of(event));
  }

  static <E extends Event> Decision<E> alreadySo() {
    return new AlreadySo<>();
  }

  static <E extends Event> Decision<E> reject(Rejection rejection) {
    return new Rejected<>(rejection);
  }

  /** What comes otherwise, if nothing forbids it. */
  static <E extends Event> Decision<E> unless(Optional<Rejection> refusal, Supplier<Decision<E>> otherwise) {
    return refusal.isPresent() ? reject(refusal.get()) : otherwise.get();
  }
}
