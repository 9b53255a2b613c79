package dev.corkboard.service.changes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The streams of a node, so many in all and so many of one person; each seat is given back once, however it ends. */
final class Seats {
  private final int most;
  private final int mostOfOne;
  private final Duration toBegin;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /** Why there is none. */
  enum Full {
    NODE, PERSON
  }

  /**
   * @param toBegin for so long a seat is kept for a stream that has not begun, as its connection may be gone
   */
  Seats(int most, int mostOfOne, Duration toBegin) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.toBegin = toBegin;
  }

  /** Why this person gets no seat now; empty if there is one. */
  synchronized Optional<Full> full(String person) {
    if (taken.getOrDefault(person, 0) >= mostOfOne) return Optional.of(Full.PERSON);
    return all >= most ? Optional.of(Full.NODE) : Optional.empty();
  }

  /** Empty if all are taken; which, {@link #full} tells. */
  synchronized Optional<Seat> take(String person) {
    if (full(person).isPresent()) return Optional.empty();
    taken.merge(person, 1, Integer::sum);
    all++;
    Seat seat = new Seat(person);
    CompletableFuture.delayedExecutor(toBegin.toMillis(), TimeUnit.MILLISECONDS).execute(seat::giveBackUnlessBegun);
    return Optional.of(seat);
  }

  private synchronized void giveBack(String person) {
    taken.computeIfPresent(person, (any, count) -> count == 1 ? null : count - 1);
    all--;
  }

  /** The right to one stream. */
  final class Seat {
    private final String person;
    private boolean begun;
    private boolean over;

    private Seat(String person) {
      this.person = person;
    }

    /** False if it was given back already. */
    synchronized boolean begin() {
      begun = true;
      return !over;
    }

    synchronized void giveBack() {
      if (over) return;
      over = true;
      Seats.this.giveBack(person);
    }

    private synchronized void giveBackUnlessBegun() {
      if (!begun) giveBack();
    }
  }
}
