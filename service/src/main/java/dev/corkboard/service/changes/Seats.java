package dev.corkboard.service.changes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The streams of a node, so many in all and so many of one person; each seat is given back once, however it ends. */
final class Seats {
  private final int most;
  private final int mostOfOne;
  private final Duration toBegin;
  private final Duration toLeave;
  private final Lock lock = new ReentrantLock();
  private final Condition givenBack = lock.newCondition();
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private int all;

  /** Why there is none. */
  enum Full {
    NODE, PERSON
  }

  /**
   * @param toBegin for so long a seat is kept for a stream that has not begun, as its connection may be gone
   * @param toLeave for so long somebody who has all seats waits for one: who closes streams and opens others at once may
   *   be heard in the other order
   */
  Seats(int most, int mostOfOne, Duration toBegin, Duration toLeave) {
    this.most = most;
    this.mostOfOne = mostOfOne;
    this.toBegin = toBegin;
    this.toLeave = toLeave;
  }

  /** Why this person gets no seat now; empty if there is one. */
  Optional<Full> full(String person) {
    lock.lock();
    try {
      if (hasAll(person)) return Optional.of(Full.PERSON);
      return all >= most ? Optional.of(Full.NODE) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Empty if all are taken; which, {@link #full} tells. It may block for a moment. */
  Optional<Seat> take(String person) {
    lock.lock();
    try {
      if (hasAll(person)) await(person);
      if (full(person).isPresent()) return Optional.empty();
      taken.merge(person, 1, Integer::sum);
      all++;
    } finally {
      lock.unlock();
    }
    Seat seat = new Seat(person);
    CompletableFuture.delayedExecutor(toBegin.toMillis(), TimeUnit.MILLISECONDS).execute(seat::giveBackUnlessBegun);
    return Optional.of(seat);
  }

  private boolean hasAll(String person) {
    return taken.getOrDefault(person, 0) >= mostOfOne;
  }

  /** At most as many requests of a person wait as the person may have seats, as each of them occupies a place. */
  private void await(String person) {
    if (waiting.getOrDefault(person, 0) >= mostOfOne) return;
    waiting.merge(person, 1, Integer::sum);
    try {
      long left = toLeave.toNanos();
      while (hasAll(person) && left > 0)
        left = givenBack.awaitNanos(left);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.computeIfPresent(person, (any, count) -> count == 1 ? null : count - 1);
    }
  }

  int waiting(String person) {
    lock.lock();
    try {
      return waiting.getOrDefault(person, 0);
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(String person) {
    lock.lock();
    try {
      taken.computeIfPresent(person, (any, count) -> count == 1 ? null : count - 1);
      all--;
      givenBack.signalAll();
    } finally {
      lock.unlock();
    }
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
