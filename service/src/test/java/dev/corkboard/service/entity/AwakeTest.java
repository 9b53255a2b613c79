package dev.corkboard.service.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwakeTest {
  private final Awake awake = new Awake(1_000_000);
  private final List<String> asleep = new ArrayList<>();

  private void used(String entity, int characters) {
    awake.used(entity, characters, () -> asleep.add(entity));
  }

  @Test
  void thoseUsedLongestAgoArePutToSleep() {
    used("a", 200_000);
    used("b", 200_000);
    used("a", 200_000);
    used("c", 200_000);
    assertThat(asleep).containsExactly("b");
    used("d", 400_000);
    assertThat(asleep).containsExactly("b", "a", "c");
  }

  @Test
  void oneThatIsUsedAgainCountsOnce() {
    for (int i = 0; i < 10; i++)
      used("a", 400_000);
    assertThat(asleep).isEmpty();
    used("a", 1_000);
    used("b", 500_000);
    assertThat(asleep).isEmpty();
  }

  @Test
  void shortOnesAreNotCounted() {
    for (int i = 0; i < 5_000; i++)
      used("entity " + i, 500);
    assertThat(asleep).isEmpty();
  }
}
