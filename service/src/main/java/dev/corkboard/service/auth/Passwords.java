package dev.corkboard.service.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Hashes and checks passwords, few at a time. Platform threads do it: a hash keeps a core busy for long, and the
 * virtual threads of all requests share a carrier for each core.
 */
final class Passwords implements AutoCloseable {

  /** What a password is to a stored hash. */
  enum Check {
    RIGHT,
    /** Right, but it was hashed with less effort than is due now: hash it again. */
    RIGHT_BUT_WEAK, WRONG,
    /** Not checked, because too many wait. */
    BUSY
  }

  static final Duration RETRY_AFTER = Duration.ofSeconds(3);
  /** Two, but no more than half of the processors: the others are for everybody else. */
  private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);
  /** At some 40 ms each, the last one waits two seconds. */
  private static final int WAITING = 50;
  /** On a busy machine; well before the request itself is given up. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  /** Whoever is turned away and comes again at once would take more of the processor than the hashes do. */
  private static final Duration BEFORE_REFUSAL = Duration.ofMillis(500);
  /** No account has a longer one (see AccountRules), so there is no need to look at it. */
  private static final int LONGEST = 1_000;

  private final Argon2 argon2 = new Argon2();
  private final ThreadPoolExecutor hashing;
  private final LongAdder refused = new LongAdder();
  private final String dummy = argon2.hash("nobody's password");

  Passwords() {
    this(AT_ONCE, WAITING);
  }

  Passwords(int atOnce, int waiting) {
    hashing = new ThreadPoolExecutor(atOnce, atOnce, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting),
        Thread.ofPlatform().daemon().name("password-", 0).factory());
  }

  /** Whether too many wait; to be asked before anything else is done for whoever brings a password. */
  boolean areBusy() {
    if (hashing.getQueue().remainingCapacity() > 0) return false;
    turnAway();
    return true;
  }

  /** The hash to store, or nothing if too many wait. */
  Optional<String> hash(String password) {
    return inTurn(() -> argon2.hash(password));
  }

  /** Takes the same time if there is nothing to check against. */
  Check check(String password, Optional<String> stored) {
    return inTurn(() -> {
      boolean same = argon2.matches(password.length() > LONGEST ? "" : password, stored.orElse(dummy));
      if (!same || stored.isEmpty()) return Check.WRONG;
      return argon2.isWeak(stored.get()) ? Check.RIGHT_BUT_WEAK : Check.RIGHT;
    }).orElse(Check.BUSY);
  }

  int waiting() {
    return hashing.getQueue().size();
  }

  /** How many were turned away because too many waited. */
  long refused() {
    return refused.sum();
  }

  @Override
  public void close() {
    hashing.shutdownNow();
  }

  private void turnAway() {
    refused.increment();
    LockSupport.parkNanos(BEFORE_REFUSAL.toNanos());
  }

  <T> Optional<T> inTurn(Callable<T> work) {
    Future<T> turn;
    try {
      turn = hashing.submit(work);
    } catch (RejectedExecutionException e) {
      turnAway();
      return Optional.empty();
    }
    try {
      return Optional.of(turn.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      refused.increment();
      turn.cancel(false);
      return Optional.empty();
    } catch (InterruptedException e) {
      turn.cancel(false);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }
}
