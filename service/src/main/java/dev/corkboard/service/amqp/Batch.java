package dev.corkboard.service.amqp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What the broker said so far on the messages of one call. */
final class Batch {
  private final Map<String, String> problems = new ConcurrentHashMap<>();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch settled;

  Batch(List<Amqp.Message> messages) {
    messages.forEach(message -> problems.put(message.id(), "no confirm came"));
    settled = new CountDownLatch(problems.size());
  }

  void settle(String id, String problem) {
    if (problem.isEmpty()) {
      problems.remove(id);
      confirmed.add(id);
    } else {
      problems.put(id, problem);
    }
    settled.countDown();
  }

  /** Waits for the word on the last of them; false if it did not come in time. */
  boolean await(Duration patience) throws InterruptedException {
    return settled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void giveUp() {
    while (settled.getCount() > 0)
      settled.countDown();
  }

  Amqp.Published published() {
    return new Amqp.Published(Set.copyOf(confirmed), Map.copyOf(problems));
  }
}
