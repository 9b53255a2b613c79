package dev.corkboard.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReadsTest {
  private final SlowReads slow = new SlowReads();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  private Future<Answer> begin(String person) {
    return CompletableFuture.supplyAsync(() -> slow.read(person, () -> {
      running.incrementAndGet();
      await().until(() -> end.getCount() == 0);
      running.decrementAndGet();
      return Answer.noContent();
    }), threads);
  }

  @AfterEach
  void end() {
    end.countDown();
    threads.close();
  }

  @Test
  void twoRunAtOnceAndTheOthersWaitForThem() throws Exception {
    Future<Answer> first = begin("anna");
    Future<Answer> second = begin("ben");
    await().until(() -> running.get() == 2);
    Future<Answer> third = begin("carl");
    end.countDown();
    assertThat(first.get()).isInstanceOf(Answer.Empty.class);
    assertThat(second.get()).isInstanceOf(Answer.Empty.class);
    assertThat(third.get()).isInstanceOf(Answer.Empty.class);
  }

  @Test
  void whoseTurnDoesNotComeIsRefused() throws Exception {
    begin("anna");
    begin("ben");
    await().until(() -> running.get() == 2);
    assertThat(begin("carl").get()).isInstanceOfSatisfying(Answer.Failed.class, refused -> {
      assertThat(refused.problem().status()).isEqualTo(503);
      assertThat(refused.problem().headers()).containsKey("Retry-After");
    });
  }

  @Test
  void onePersonDoesNotTakeTheTurnsOfOthers() throws Exception {
    begin("anna");
    await().until(() -> running.get() == 1);
    Future<Answer> again = begin("anna");
    begin("ben");
    await().until(() -> running.get() == 2);
    assertThat(again.get()).isInstanceOf(Answer.Failed.class);
    assertThat(running.get()).isEqualTo(2);
  }
}
