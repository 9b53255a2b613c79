package dev.corkboard.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.task.TaskContent;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldMergeTest {
  private static final List<String> BASE = List.of("a", "b", "c");

  @Test
  void whatEitherAddsOrTakesAwayStaysSo() {
    assertThat(merged(List.of("a", "b", "y"), List.of("b", "c", "x"))).containsExactly("b", "x", "y");
    assertThat(merged(List.of("a", "b", "c", "y"), List.of("a", "b", "c", "x"))).containsExactly("a", "b", "c", "x",
        "y");
    assertThat(merged(List.of(), List.of("a", "b", "c", "x"))).containsExactly("x");
    assertThat(merged(List.of("a", "b", "c", "x"), List.of())).containsExactly("x");
  }

  @Test
  void whatBothDidIsDoneOnce() {
    assertThat(merged(List.of("b", "x"), List.of("b", "x"))).containsExactly("b", "x");
    assertThat(merged(BASE, BASE)).isEqualTo(BASE);
  }

  @Test
  void orderIsTheirs() {
    assertThat(merged(List.of("a", "b", "c", "y"), List.of("c", "b", "a"))).containsExactly("c", "b", "a", "y");
  }

  @Test
  void onlyLabelsOfATaskMerge() {
    assertThat(TaskContent.merge("labels", BASE, List.of(), List.of("a", "z"))).contains(List.of("z"));
    assertThat(TaskContent.merge("name", "a", "b", "c")).isEmpty();
    assertThat(FieldMerge.NONE.merge("labels", BASE, BASE, BASE)).isEmpty();
  }

  private static List<Object> merged(List<String> yours, List<String> theirs) {
    return FieldMerge.byElement(BASE, yours, theirs);
  }
}
