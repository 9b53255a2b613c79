package dev.corkboard.readmodel.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corkboard.readmodel.query.PageRequest;
import dev.corkboard.readmodel.query.Rendered;
import dev.corkboard.readmodel.query.RenderedPage;
import dev.corkboard.readmodel.tweet.TweetFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets which answer when reads, changes and pledges meet; each step is let go by the test. */
class NearAnswersTest {
  private static final PageRequest PAGE = PageRequest.first(20);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow, as nanoTime may
  private final NearCache cache = new NearCache(100_000, now::get);
  private final NearAnswers near = cache.of("tweet");
  private final AtomicInteger loads = new AtomicInteger();
  private volatile long row = 1;

  /** A load that has read the row, and is held until it is let go. */
  private final class Slow implements Supplier<Loaded<Rendered>> {
    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Override
    public Loaded<Rendered> get() {
      Loaded<Rendered> read = read();
      hasRead.countDown();
      await(letGo);
      return read;
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @BeforeEach
  void vouchedFor() {
    near.projectionStarted();
    pass(NearAnswers.VOUCHED);
    near.vouch("p");
  }

  @Test
  void answerIsLoadedOnceAndGivenAgain() {
    assertThat(one()).isEqualTo(1);
    row = 2;
    assertThat(one()).isEqualTo(1);
    assertThat(loads).hasValue(1);
    assertThat(near.counts().hits()).isEqualTo(1);
    assertThat(near.counts().misses()).isEqualTo(1);
  }

  @Test
  void changeDropsTheAnswerAndEveryListAndNoOtherAnswer() {
    near.one("other", this::read);
    one();
    list();
    change();
    assertThat(one()).isEqualTo(2);
    assertThat(list()).isEqualTo("2");
    assertThat(near.one("other", this::read).orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void whatASlowReaderReadBeforeAChangeIsNotKept() throws Exception {
    Slow slow = new Slow();
    Future<Long> reader = start(slow);
    Slow.await(slow.hasRead);
    change();
    slow.letGo.countDown();
    assertThat(reader.get()).isEqualTo(1);
    assertThat(one()).isEqualTo(2);
  }

  @Test
  void listThatWasReadBeforeAChangeIsNotKept() {
    RenderedPage old = near.list(TweetFilter.ALL, PAGE, () -> {
      Loaded<RenderedPage> read = readList();
      change();
      return read;
    });
    assertThat(text(old)).isEqualTo("1");
    assertThat(list()).isEqualTo("2");
  }

  @Test
  void listThatShowsSomethingOfAnotherKindIsLoadedAgainWhenThatChanges() {
    NearAnswers other = cache.of("task");
    Supplier<String> both = () -> text(near.list(TweetFilter.ALL, PAGE, List.of(other), this::readList));
    row = 2;
    assertThat(both.get()).isEqualTo("2");
    row = 3;
    assertThat(both.get()).as("nobody vouches for the other").isEqualTo("3");
    other.projectionStarted();
    pass(NearAnswers.VOUCHED);
    near.vouch("p");
    other.vouch("q");
    row = 4;
    assertThat(both.get()).isEqualTo("4");
    row = 5;
    assertThat(both.get()).isEqualTo("4");
    other.changed(List.of("a task"));
    assertThat(both.get()).isEqualTo("5");
    row = 6;
    assertThat(both.get()).isEqualTo("5");
    near.changed(List.of("a tweet"));
    assertThat(both.get()).isEqualTo("6");
    row = 7;
    other.hearsNothing(); // it is projected here, and so vouched for all the same
    assertThat(both.get()).isEqualTo("6");
    other.projectionStopped();
    assertThat(both.get()).isEqualTo("7");
  }

  @Test
  void listThatIsLoadedWhileAnotherKindChangesIsNotGivenAgain() {
    NearAnswers other = cache.of("task");
    other.projectionStarted();
    pass(NearAnswers.VOUCHED);
    near.vouch("p");
    other.vouch("q");
    near.list(TweetFilter.ALL, PAGE, List.of(other), () -> {
      Loaded<RenderedPage> read = readList();
      row++;
      other.changed(List.of("a task"));
      return read;
    });
    assertThat(text(near.list(TweetFilter.ALL, PAGE, List.of(other), this::readList))).isEqualTo("2");
  }

  @Test
  void whoAsksAfterAChangeDoesNotWaitForALoadThatBeganBefore() throws Exception {
    Slow slow = new Slow();
    Future<Long> reader = start(slow);
    Slow.await(slow.hasRead);
    change();
    assertThat(one()).isEqualTo(2);
    slow.letGo.countDown();
    assertThat(reader.get()).isEqualTo(1);
    assertThat(one()).isEqualTo(2);
    assertThat(loads).hasValue(2);
  }

  @Test
  void manyWhoAskAtOnceAreOneLoad() throws Exception {
    Slow slow = new Slow();
    List<Future<Long>> readers = new ArrayList<>(List.of(start(slow)));
    Slow.await(slow.hasRead);
    for (int i = 0; i < 50; i++)
      readers.add(start(this::read));
    await().until(() -> near.counts().joins() == 50);
    slow.letGo.countDown();
    for (Future<Long> reader : readers)
      assertThat(reader.get()).isEqualTo(1);
    assertThat(loads).hasValue(1);
  }

  @Test
  void whatIsNotThereIsOneLoadTooAndIsNotKept() {
    Supplier<Loaded<Rendered>> nothing = () -> {
      loads.incrementAndGet();
      return Loaded.fromView(Optional.empty());
    };
    assertThat(near.one("t", nothing)).isEmpty();
    assertThat(near.one("t", nothing)).isEmpty();
    assertThat(loads).hasValue(2);
    assertThat(one()).isEqualTo(1);
  }

  @Test
  void failureIsToldToAllWhoWaitAndToNobodyAfterwards() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    Future<Long> first = start(() -> {
      asked.countDown();
      Slow.await(letGo);
      throw new IllegalStateException("no database");
    });
    Slow.await(asked);
    Future<Long> second = start(this::read);
    await().until(() -> near.counts().joins() == 1);
    letGo.countDown();
    for (Future<Long> reader : List.of(first, second))
      assertThatThrownBy(reader::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("no database");
    assertThat(one()).isEqualTo(1);
  }

  @Test
  void nothingCountsOnceNobodyVouchesAndNothingOldAfterwards() {
    one();
    pass(NearAnswers.VOUCHED);
    row = 2;
    assertThat(one()).isEqualTo(2);
    row = 3; // nobody told of it
    near.vouch("p");
    assertThat(one()).isEqualTo(3);
  }

  @Test
  void whereNobodyVouchesALoadIsJoinedNoLongerThanAPledgeLives() throws Exception {
    pass(NearAnswers.VOUCHED);
    Slow slow = new Slow();
    Future<Long> reader = start(slow);
    Slow.await(slow.hasRead);
    row = 2;
    pass(NearAnswers.VOUCHED);
    assertThat(one()).isEqualTo(2);
    slow.letGo.countDown();
    assertThat(reader.get()).isEqualTo(1);
  }

  @Test
  void vouchingThatGoesOnKeepsAnswers() {
    one();
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMillis(500));
      near.vouch("p");
    }
    one();
    assertThat(loads).hasValue(1);
  }

  @Test
  void whatRedisHadCountsUnderTheSamePledgeOnly() {
    Rendered old = rendered(1);
    near.one("t", () -> Loaded.fromRedis(old, "earlier"));
    row = 2;
    assertThat(one()).isEqualTo(2);
    change();
    near.one("t", () -> Loaded.fromRedis(rendered(3), "p"));
    assertThat(near.one("t", this::read).orElseThrow().revision()).isEqualTo(3);
    assertThat(loads).hasValue(1);
  }

  @Test
  void otherPledgeEndsWhatWasKept() {
    one();
    row = 2;
    near.vouch("q");
    assertThat(one()).isEqualTo(2);
  }

  @Test
  void swapEndsWhatWasKept() {
    one();
    list();
    row = 2;
    near.swapped();
    assertThat(one()).isEqualTo(2);
    assertThat(list()).isEqualTo("2");
    row = 3;
    assertThat(one()).isEqualTo(2);
  }

  @Test
  void projectionThatHasJustMovedHereDoesNotVouch() {
    near.projectionStarted();
    near.vouch("q");
    assertThat(one()).isEqualTo(1);
    row = 2; // by the node that had it
    assertThat(one()).isEqualTo(2);
    pass(NearAnswers.VOUCHED);
    near.vouch("q");
    one();
    row = 3;
    assertThat(one()).isEqualTo(2);
  }

  @Test
  void afterTheProjectionHasGoneNothingCounts() {
    one();
    near.projectionStopped();
    row = 2;
    near.vouch("p"); // by a keeper that has not noticed
    assertThat(one()).isEqualTo(2);
    row = 3;
    assertThat(one()).isEqualTo(3);
  }

  @Test
  void whereTheProjectionRunsItsOwnVoiceIsNotHeardTwiceButAnothersIs() {
    one();
    row = 2;
    near.heardChange("p", List.of("t"));
    near.heardChange("p", List.of());
    near.hearsNothing();
    near.heardPledge("q", now.get() + 1);
    assertThat(one()).isEqualTo(1);
    near.heardChange("another", List.of("t"));
    assertThat(one()).isEqualTo(2);
    row = 3;
    near.heardChange("another", List.of());
    assertThat(one()).isEqualTo(3);
  }

  @Test
  void elsewhereWhatIsHeardCounts() {
    near.projectionStopped();
    near.heardPledge("p", now.get() + 1_000);
    one();
    list();
    row = 2;
    assertThat(one()).isEqualTo(1);
    near.heardChange("p", List.of("t"));
    assertThat(one()).isEqualTo(2);
    assertThat(list()).isEqualTo("2");
    row = 3;
    near.heardChange("q", List.of());
    assertThat(one()).isEqualTo(3);
    near.heardPledge("q", now.get() + 1_000);
    one();
    row = 4;
    near.hearsNothing();
    assertThat(one()).isEqualTo(4);
  }

  @Test
  void elsewhereNothingCountsOnceThePledgeHasRunOut() {
    near.projectionStopped();
    near.heardPledge("p", now.get() + 1_000);
    one();
    row = 2;
    now.addAndGet(1_000);
    assertThat(one()).isEqualTo(2);
    row = 3;
    near.heardPledge("p", now.get() + 1_000);
    assertThat(one()).isEqualTo(3);
  }

  @Test
  void memoryIsBounded() {
    for (int i = 0; i < 1_000; i++)
      near.one("t" + i, () -> Loaded.fromView(Optional.of(new Rendered(1, new byte[1_000]))));
    assertThat(cache.bytes()).isBetween(50_000L, 100_000L);
    assertThat(near.counts().evictions()).isGreaterThan(900);
  }

  private Future<Long> start(Supplier<Loaded<Rendered>> loading) {
    return CompletableFuture.supplyAsync(() -> near.one("t", loading).orElseThrow().revision(),
        task -> Thread.ofVirtual().start(task));
  }

  private long one() {
    return near.one("t", this::read).orElseThrow().revision();
  }

  private String list() {
    return text(near.list(TweetFilter.ALL, PAGE, this::readList));
  }

  private Loaded<Rendered> read() {
    loads.incrementAndGet();
    return Loaded.fromView(Optional.of(rendered(row)));
  }

  private Loaded<RenderedPage> readList() {
    return Loaded.fromView(Optional.of(new RenderedPage(bytes(row), Optional.empty())));
  }

  private void change() {
    row++;
    near.changed(List.of("t"));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static Rendered rendered(long revision) {
    return new Rendered(revision, bytes(revision));
  }

  private static String text(RenderedPage page) {
    return new String(page.json(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.UTF_8);
  }
}
