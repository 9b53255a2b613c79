package dev.corkboard.readmodel.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A load under way, for which others who ask for the same may wait. */
final class Flight<T> {
  /** Where no changes are heard of, nobody may wait for a load that began earlier than a pledge lives. */
  private static final long JOINABLE = Duration.ofSeconds(2).toNanos();

  private final Term term;
  private final long began;
  private final CompletableFuture<Optional<T>> landing = new CompletableFuture<>();

  Flight(Term term, long now) {
    this.term = term;
    this.began = now;
  }

  Term term() {
    return term;
  }

  boolean takes(Term now, long nanos) {
    return term == now && nanos - began < JOINABLE;
  }

  void land(Optional<T> answer) {
    landing.complete(answer);
  }

  void fail(Throwable failure) {
    landing.completeExceptionally(failure);
  }

  /** What the load brings; its failure is everybody's. */
  Optional<T> await() {
    try {
      return landing.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }
}
