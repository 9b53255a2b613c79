package dev.corkboard.readmodel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  private final List<Set<Integer>> loads = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Batches<Integer, String> batches = new Batches<>(this::load);

  @AfterEach
  void stop() {
    held.countDown();
    threads.close();
  }

  @Test
  void whatIsAskedForDuringALoadIsLoadedTogether() throws Exception {
    List<Future<Optional<String>>> answers = new ArrayList<>(held());
    IntStream.range(0, 30).forEach(key -> answers.add(ask(key)));
    await().until(() -> batches.waiting() == 30);
    held.countDown();
    for (Future<Optional<String>> answer : answers)
      assertThat(answer.get()).isPresent();
    assertThat(answers.get(12).get()).contains("10");
    // Two at the least, of sixteen; the two that run side by side may share what is left between them.
    assertThat(loads.subList(2, loads.size())).hasSizeLessThanOrEqualTo(4);
    assertThat(loads.stream().mapToInt(Set::size).sum()).isEqualTo(32);
  }

  @Test
  void sameKeyIsLoadedOnceForAllInABatch() throws Exception {
    List<Future<Optional<String>>> answers = new ArrayList<>(held());
    IntStream.range(0, 40).forEach(times -> answers.add(ask(7)));
    await().until(() -> batches.waiting() == 40);
    held.countDown();
    for (Future<Optional<String>> answer : answers.subList(2, answers.size()))
      assertThat(answer.get()).contains("7");
    assertThat(loads.stream().filter(Set.of(7)::equals).count()).isBetween(1L, 2L);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    held.countDown();
    assertThat(batches.get(-2)).isEmpty();
  }

  @Test
  void failureIsEverybodysInTheBatchAndOfNoOther() {
    held.countDown();
    assertThatThrownBy(() -> batches.get(-13)).isInstanceOf(IllegalStateException.class).hasMessage("no luck");
    assertThat(batches.get(14)).contains("14");
  }

  /** As many loads as run at once, which last until they are let go. */
  private List<Future<Optional<String>>> held() {
    Future<Optional<String>> first = ask(-1);
    await().until(() -> loads.size() == 1);
    Future<Optional<String>> second = ask(-3);
    await().until(() -> loads.size() == 2);
    return List.of(first, second);
  }

  private Future<Optional<String>> ask(int key) {
    return threads.submit(() -> batches.get(key));
  }

  private void load(Set<Integer> keys, BiConsumer<Integer, String> give) {
    loads.add(Set.copyOf(keys));
    try {
      held.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    if (keys.contains(-13)) throw new IllegalStateException("no luck");
    for (int key : keys)
      if (key != -2) give.accept(key, Integer.toString(key));
  }
}
