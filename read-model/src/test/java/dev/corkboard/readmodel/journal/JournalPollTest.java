package dev.corkboard.readmodel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class JournalPollTest {
  private final JournalHint hint = new JournalHint();
  private final Bell bell = hint.bell(Set.of("task"));
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void fewEventsAreFollowedByARestWhateverRings() {
    JournalPoll poll = poll(1, Duration.ofHours(1));
    assertThat(poll.next(Position.START)).isPresent();
    AtomicReference<Thread> reader = new AtomicReference<>();
    CompletableFuture<Optional<JournalPage>> second = CompletableFuture.supplyAsync(() -> {
      reader.set(Thread.currentThread());
      return poll.next(Position.START);
    });
    await().until(() -> reader.get() != null && reader.get().getState() == Thread.State.TIMED_WAITING);
    hint.written("task");
    poll.close();
    assertThat(second.join()).isEmpty();
    assertThat(looks).hasValue(1);
  }

  @Test
  void restEndsInTime() {
    Duration gathering = Duration.ofMillis(30);
    JournalPoll poll = poll(1, gathering);
    long began = System.nanoTime();
    assertThat(poll.next(Position.START)).isPresent();
    assertThat(poll.next(Position.START)).isPresent();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(gathering);
  }

  @Test
  void fullPageIsFollowedByTheNextAtOnce() {
    JournalPoll poll = poll(RecentPages.PAGE, Duration.ofHours(1));
    for (int i = 0; i < 3; i++)
      assertThat(poll.next(Position.START)).isPresent();
    assertThat(looks).hasValue(3);
  }

  private JournalPoll poll(int events, Duration gathering) {
    return new JournalPoll(after -> {
      looks.incrementAndGet();
      return page(events);
    }, bell, gathering);
  }

  private static JournalPage page(int events) {
    List<UnreadableEvent> unreadable = LongStream.rangeClosed(1, events)
        .mapToObj(i -> new UnreadableEvent(new Position(1, i), "task", "t" + i, 1, new Exception("unread"))).toList();
    return new JournalPage(List.of(), unreadable, new Position(1, events), Instant.EPOCH);
  }
}
