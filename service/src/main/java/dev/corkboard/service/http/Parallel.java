package dev.corkboard.service.http;

import dev.corkboard.readmodel.Deadline;
import dev.corkboard.readmodel.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does some work of one request side by side, all of it until the request's deadline. */
final class Parallel {
  private static final int AT_ONCE = 16;

  /** Work that may block. */
  interface Work<T> {
    T run();
  }

  private Parallel() {}

  /** What came of each, in their order, once all have ended; throws what the first of them threw. */
  static <T> List<T> all(List<Work<T>> works) {
    Optional<Deadline> deadline = Deadline.current();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE,
        Thread.ofVirtual().name("part-", 0).factory())) {
      List<Callable<T>> calls = new ArrayList<>();
      for (Work<T> work : works)
        calls.add(() -> deadline.isPresent() ? deadline.get().during(work::run) : work.run());
      List<T> results = new ArrayList<>(works.size());
      for (Future<T> future : threads.invokeAll(calls))
        results.add(future.get());
      return results;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("given up: the node stops", stopping);
    }
  }
}
