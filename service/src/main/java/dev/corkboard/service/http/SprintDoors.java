package dev.corkboard.service.http;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.readmodel.Outage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps a sprint from being deleted while a task is on its way into it, on this node: tasks enter side by side, and
 * whoever deletes a sprint is alone with it. Several sprints share a door, so one may wait for another for a moment.
 */
final class SprintDoors {
  private static final int DOORS = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Fair, as a sprint into which tasks come all the time could not be closed otherwise. */
  private final ReadWriteLock[] doors = Stream.generate(() -> new ReentrantReadWriteLock(true)).limit(DOORS)
      .toArray(ReadWriteLock[]::new);

  /** Does something after which a task may be in that sprint. */
  <T> T entering(Optional<SprintId> sprint, Supplier<T> work) {
    return sprint.isEmpty() ? work.get() : holding(door(sprint.get()).readLock(), work);
  }

  /** Does something while no task enters the sprint. */
  <T> T alone(SprintId sprint, Supplier<T> work) {
    return holding(door(sprint).writeLock(), work);
  }

  private ReadWriteLock door(SprintId sprint) {
    return doors[Math.floorMod(sprint.hashCode(), DOORS)];
  }

  private static <T> T holding(Lock lock, Supplier<T> work) {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) throw new Outage("the sprint is being changed");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("given up: the node stops", stopping);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
