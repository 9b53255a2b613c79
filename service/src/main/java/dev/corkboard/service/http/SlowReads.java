package dev.corkboard.service.http;

import dev.corkboard.service.meter.Counts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads that may take long: searches, lists of earlier times, burndowns. They have half of the connections that read the
 * views, and one person has one of them at a time, so that what is read by an index never waits for them.
 */
final class SlowReads {
  /** Of the four connections (Pools). */
  private static final int AT_ONCE = 2;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** Whose reads run or wait. */
  private static final class Turn {
    private final Semaphore one = new Semaphore(1, true);
    private int users;
  }

  private final Semaphore share = new Semaphore(AT_ONCE, true);
  private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

  /** Reads when it is this person's turn; a refusal if that does not come soon. */
  Answer read(String person, Supplier<Answer> read) {
    Turn turn = turns.compute(person, (any, there) -> {
      Turn mine = there == null ? new Turn() : there;
      mine.users++;
      return mine;
    });
    try {
      return inTurn(turn.one, System.nanoTime() + LONGEST_WAIT.toNanos(), read);
    } finally {
      turns.computeIfPresent(person, (any, there) -> --there.users == 0 ? null : there);
    }
  }

  private Answer inTurn(Semaphore one, long deadline, Supplier<Answer> read) {
    Optional<Answer> answer = holding(one, deadline, () -> holding(share, deadline, () -> Optional.of(read.get())));
    return answer.orElseGet(() -> {
      Counts.slowReadRefused();
      return Problem.unavailable("Too many searches and looks at earlier times run already.").answer();
    });
  }

  private static Optional<Answer> holding(Semaphore permit, long deadline, Supplier<Optional<Answer>> work) {
    try {
      if (!permit.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) return Optional.empty();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return work.get();
    } finally {
      permit.release();
    }
  }
}
