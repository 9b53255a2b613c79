package dev.corkboard.service.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  @Test
  void networksAreServedInTurn() throws InterruptedException {
    FairQueue<String> queue = new FairQueue<>(1, 50);
    for (int i = 0; i < 20; i++)
      queue.add("crowd", "crowd" + i);
    queue.add("anna", "anna");
    queue.add("ben", "ben0");
    queue.add("ben", "ben1");
    assertThat(served(queue, 6)).containsExactly("crowd0", "anna", "ben0", "crowd1", "ben1", "crowd2");
  }

  @Test
  void oneNetworkHasHalfOfThePlaces() {
    FairQueue<String> queue = new FairQueue<>(1, 50);
    for (int i = 0; i < 25; i++)
      assertThat(queue.add("crowd", "crowd" + i)).isEmpty();
    assertThat(queue.isFullFor("crowd")).isTrue();
    assertThat(queue.add("crowd", "crowd25")).contains("crowd25");
    assertThat(queue.add("anna", "anna")).isEmpty();
    assertThat(queue.waiting()).isEqualTo(26);
  }

  @Test
  void longestLineGivesAPlaceUp() {
    FairQueue<String> queue = new FairQueue<>(1, 50);
    for (String crowd : List.of("east", "west"))
      for (int i = 0; i < 25; i++)
        assertThat(queue.add(crowd, crowd + i)).isEmpty();
    assertThat(queue.add("anna", "anna")).hasValueSatisfying(out -> assertThat(out).endsWith("24"));
    assertThat(queue.waiting()).isEqualTo(50);
  }

  @Test
  void nobodyGivesAPlaceUpWhereAllHaveOne() {
    FairQueue<String> queue = new FairQueue<>(1, 4);
    IntStream.range(0, 4).forEach(i -> assertThat(queue.add("n" + i, "w" + i)).isEmpty());
    assertThat(queue.isFullFor("anna")).isTrue();
    assertThat(queue.add("anna", "anna")).contains("anna");
  }

  @Test
  void strangersGiveAPlaceUpForANetworkThatIsKnown() throws InterruptedException {
    FairQueue<String> queue = new FairQueue<>(1, 4);
    queue.isKnown("anna");
    IntStream.range(0, 4).forEach(i -> assertThat(queue.add("n" + i, "w" + i)).isEmpty());
    assertThat(queue.isFullFor("anna")).isFalse();
    assertThat(queue.add("anna", "anna0")).contains("w3");
    assertThat(queue.isFullFor("ben")).isTrue();
    assertThat(queue.add("anna", "anna1")).contains("w2");
    assertThat(queue.waiting()).isEqualTo(4);
    assertThat(served(queue, 4)).containsExactly("anna0", "w0", "anna1", "w1");
  }

  @Test
  void oneNetworkHasHalfOfTheWorkers() throws InterruptedException {
    FairQueue<String> queue = new FairQueue<>(2, 50);
    queue.add("crowd", "crowd0");
    queue.add("crowd", "crowd1");
    queue.add("anna", "anna");
    assertThat(queue.take().work()).isEqualTo("crowd0");
    FairQueue.Turn<String> anna = queue.take();
    assertThat(anna.work()).isEqualTo("anna");
    queue.add("ben", "ben");
    queue.done(anna.network());
    assertThat(queue.take().work()).isEqualTo("ben");
    queue.done("crowd");
    assertThat(queue.take().work()).isEqualTo("crowd1");
  }

  @Test
  void whoeverGivesUpLeavesTheirPlace() throws InterruptedException {
    FairQueue<String> queue = new FairQueue<>(1, 4);
    queue.add("anna", "first");
    queue.add("anna", "second");
    queue.remove("anna", "first");
    assertThat(served(queue, 1)).containsExactly("second");
    assertThat(queue.waiting()).isZero();
  }

  private static List<String> served(FairQueue<String> queue, int count) throws InterruptedException {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FairQueue.Turn<String> turn = queue.take();
      served.add(turn.work());
      queue.done(turn.network());
    }
    return served;
  }
}
