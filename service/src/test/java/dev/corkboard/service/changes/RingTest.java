package dev.corkboard.service.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.readmodel.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RingTest {
  private static final Set<String> ALL = Set.of("post", "task");
  private static final int PLENTY = 1_000;

  private final Ring ring = new Ring(at(10), 5, 100);

  @Test
  void givesWhatComesAfterAPosition() {
    add(11, "a", 12, "b", 13, "c");
    assertThat(text(after(10))).isEqualTo("abc");
    assertThat(text(after(12))).isEqualTo("c");
    assertThat(after(12).end()).isEqualTo(at(13));
    assertThat(after(13).isEmpty()).isTrue();
  }

  @Test
  void everybodyAtOnePlaceIsGivenTheSameBytes() {
    add(11, "a");
    assertThat(after(10)).isSameAs(after(10));
    Chunk before = after(10);
    add(12, "b");
    assertThat(text(before)).isEqualTo("a");
    assertThat(text(after(10))).isEqualTo("ab");
  }

  @Test
  void chunkEndsWhenItIsLargeEnough() {
    add(11, "aaaa", 12, "bbbb", 13, "c");
    Chunk first = ring.after(at(10), ALL, 5).orElseThrow();
    assertThat(text(first)).isEqualTo("aaaabbbb");
    assertThat(first.end()).isEqualTo(at(12));
    assertThat(first.events()).isEqualTo(2);
    assertThat(text(ring.after(first.end(), ALL, 5).orElseThrow())).isEqualTo("c");
    assertThat(text(ring.after(at(10), ALL, 1).orElseThrow())).as("one at least").isEqualTo("aaaa");
  }

  @Test
  void eventsOfOtherKindsArePassed() {
    add(11, "a", 12, "b");
    Chunk posts = ring.after(at(10), Set.of("post"), PLENTY).orElseThrow();
    assertThat(posts.isEmpty()).isTrue();
    assertThat(posts.end()).isEqualTo(at(12));
  }

  @Test
  void moreThanItHoldsDrivesOutTheOldest() {
    add(11, "a", 12, "b", 13, "c", 14, "d", 15, "e", 16, "f");
    assertThat(ring.after(at(10), ALL, PLENTY)).as("11 is not here any more").isEmpty();
    assertThat(text(after(11))).isEqualTo("bcdef");
    add(17, "x".repeat(99));
    assertThat(ring.after(at(14), ALL, PLENTY)).isEmpty();
    assertThat(text(after(16))).isEqualTo("x".repeat(99));
    add(18, "y".repeat(101));
    assertThat(ring.after(at(17), ALL, PLENTY)).as("larger than the ring").isEmpty();
    assertThat(after(18).isEmpty()).isTrue();
  }

  @Test
  void whoIsBehindItsStartIsSentElsewhere() {
    assertThat(ring.after(at(9), ALL, PLENTY)).isEmpty();
    assertThat(after(10).isEmpty()).isTrue();
  }

  @Test
  void whoComesFromANodeThatIsFurtherWaitsForItsPlace() {
    add(11, "a");
    assertThat(after(12).end()).isEqualTo(at(12));
    add(12, "b", 13, "c");
    assertThat(text(after(12))).isEqualTo("c");
  }

  @Test
  void whatIsNoEventToBeSentMovesItsEndAllTheSame() {
    ring.add(List.of(), at(20));
    assertThat(ring.end()).isEqualTo(at(20));
    assertThat(after(10).end()).isEqualTo(at(20));
  }

  private void add(Object... frames) {
    List<Frame> more = new ArrayList<>();
    for (int i = 0; i < frames.length; i += 2) {
      more.add(new Frame(at((Integer) frames[i]), "task", frames[i + 1].toString().getBytes(UTF_8)));
    }
    ring.add(more, more.getLast().position());
  }

  private Chunk after(int place) {
    return ring.after(at(place), ALL, PLENTY).orElseThrow();
  }

  private static Position at(int place) {
    return new Position(place, 1);
  }

  private static String text(Chunk chunk) {
    return chunk.bytes().utf8String();
  }
}
