package dev.corkboard.service.auth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Hashes and checks passwords, few at a time, and network after network. Platform threads do it: a hash keeps a core busy
 * for long, and the virtual threads of all requests share a carrier for each core.
 */
final class Passwords implements AutoCloseable {

  /** What a password is to a stored hash. */
  enum Check {
    RIGHT,
    /** Right, but it was hashed with less effort than is due now: hash it again. */
    RIGHT_BUT_WEAK, WRONG
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
  private final FairQueue<FutureTask<?>> queue;
  private final List<Thread> workers;
  private final LongAdder refused = new LongAdder();
  private final String dummy = argon2.hash("nobody's password");

  Passwords() {
    this(AT_ONCE, WAITING);
  }

  Passwords(int atOnce, int waiting) {
    queue = new FairQueue<>(atOnce, waiting);
    Thread.Builder.OfPlatform named = Thread.ofPlatform().daemon().name("password-", 0);
    workers = Stream.generate(() -> named.start(this::work)).limit(atOnce).toList();
  }

  /** Whether too many wait; to be asked before anything else is done for whoever brings a password. */
  boolean areBusy(String network) {
    if (!queue.isFullFor(network)) return false;
    turnAway();
    return true;
  }

  /** The hash to store, or nothing if too many wait. */
  Optional<String> hash(String network, String password) {
    return inTurn(network, () -> hashNow(password));
  }

  /** For whoever has their turn. */
  String hashNow(String password) {
    return argon2.hash(password);
  }

  /** For whoever has their turn; takes the same time if there is nothing to compare with. */
  Check compare(String password, Optional<String> stored) {
    boolean same = argon2.matches(password.length() > LONGEST ? "" : password, stored.orElse(dummy));
    if (!same || stored.isEmpty()) return Check.WRONG;
    return argon2.isWeak(stored.get()) ? Check.RIGHT_BUT_WEAK : Check.RIGHT;
  }

  /** Somebody of this network has signed in; it is served before those from which nobody has. */
  void isKnown(String network) {
    queue.isKnown(network);
  }

  int waiting() {
    return queue.waiting();
  }

  /** How many were turned away because too many waited. */
  long refused() {
    return refused.sum();
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }

  private void turnAway() {
    refused.increment();
    holdUp();
  }

  /** For whoever is refused. */
  static void holdUp() {
    LockSupport.parkNanos(BEFORE_REFUSAL.toNanos());
  }

  /**
   * What the work answers when its turn has come, or nothing if too many wait. It is done on the workers' threads, to its
   * end even if nobody waits for the answer any more.
   */
  <T> Optional<T> inTurn(String network, Callable<T> work) {
    FutureTask<T> turn = new FutureTask<>(work);
    Optional<FutureTask<?>> out = queue.add(network, turn);
    out.ifPresent(other -> other.cancel(false));
    try {
      return Optional.of(turn.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (CancellationException noPlace) {
      turnAway();
      return Optional.empty();
    } catch (TimeoutException e) {
      refused.increment();
      giveUp(network, turn);
      return Optional.empty();
    } catch (InterruptedException e) {
      giveUp(network, turn);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) throw failed;
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }

  private void giveUp(String network, FutureTask<?> turn) {
    turn.cancel(false);
    queue.remove(network, turn);
  }

  private void work() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        FairQueue.Turn<FutureTask<?>> turn = queue.take();
        try {
          turn.work().run();
        } finally {
          queue.done(turn.network());
        }
      }
    } catch (InterruptedException closed) {
      // the end of this worker
    }
  }
}
