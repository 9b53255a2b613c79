package dev.corkboard.readmodel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NameOrderTest {

  @Test
  void namesAreInOrderAsPeopleReadThem() {
    List<String> names = List.of("", "!", "2 cats", "10 cats", "Arger", "Ärger", "Argerlich", "Émile", "émile 2",
        "Sprint", "sprint 2", "Sprint 2", "Sprint 02 b", "Sprint 10", "Sprint-10", "strasse", "Straße", "Straßen",
        "zebra",
        "Ωmega", "Яблоко", "あき", "東京", "\ud83d\ude00");
    List<String> mixed = new ArrayList<>(names);
    Collections.shuffle(mixed, new Random(7));
    mixed.sort(Comparator.comparing(NameOrder::key));
    assertThat(mixed).containsExactlyInAnyOrderElementsOf(names);
    for (List<String> pair : List.of(List.of("Sprint 2", "Sprint 10"), List.of("Arger", "Ärger"),
        List.of("Ärger", "Argerlich"), List.of("sprint 2", "Sprint 2"), List.of("Sprint 2", "sprint 3"),
        List.of("2 cats", "10 cats"), List.of("10 cats", "a"), List.of("Émile", "émile 2"), List.of("zebra", "Ωmega")))
      assertThat(NameOrder.key(pair.getFirst())).as("%s", pair).isLessThan(NameOrder.key(pair.getLast()));
  }

  @Test
  void keyIsShortAndHasNoNul() {
    for (String letter : List.of("a", "\u65e5", "\ufdfa", "\ud83d\ude00", "9", "\u00ad"))
      assertThat(NameOrder.key(letter.repeat(100))).hasSizeLessThanOrEqualTo(600).doesNotContain("\0");
  }
}
