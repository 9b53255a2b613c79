package dev.corkboard.domain.task;

import static dev.corkboard.domain.task.Tasks.TODO;
import static dev.corkboard.domain.task.Tasks.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which values a task can have at all. */
class TaskContentTest {

  @Test
  void idHasOneToThirtySixCharacters() {
    assertThat(new TaskId("x".repeat(36)).value()).hasSize(36);
    assertThatThrownBy(() -> new TaskId("x".repeat(37))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TaskId("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textsOfTaskHaveTheLengthsOfTheContract() {
    assertThat(TaskContent.NAME.violation("x".repeat(100))).isEmpty();
    assertThat(TaskContent.NAME.violation("x".repeat(101))).isPresent();
    assertThat(TaskContent.DESCRIPTION.violation("x".repeat(20_000))).isEmpty();
    assertThat(TaskContent.DESCRIPTION.violation("x".repeat(20_001))).isPresent();
    assertThat(TaskContent.LABEL.violation("x".repeat(40))).isEmpty();
    assertThat(TaskContent.LABEL.violation("x".repeat(41))).isPresent();
    assertThat(TaskContent.MAX_LABELS).isEqualTo(20);
  }

  @Test
  void textsAreInOneForm() {
    TaskContent apart = with(with(TODO, "name", "Cafe\u0301"), "description", "A\u030A\u1100\u1161");
    assertThat(apart.name()).isEqualTo("Caf\u00E9");
    assertThat(apart.description()).isEqualTo("\u00C5\uAC00");
  }

  @Test
  void labelsThatAreEqualInNfcAreOneAndNoOthersAre() {
    TaskContent labelled = with(TODO, "labels", List.of("u\u0308ber", "b", "\u00FCber", "b"));
    assertThat(labelled.labels()).containsExactly("\u00FCber", "b");
    List<String> two = List.of("ab", "a\u200Bb", "a\u00ADb", "AB", "ab ");
    assertThat(with(TODO, "labels", two).labels()).isEqualTo(two);
  }

  @Test
  void orderIsFinite() {
    assertThatThrownBy(() -> with(TODO, "order", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesOfAnEventStandInTheOrderOfTheFields() {
    assertThat(Tasks.changed(TODO, Tasks.DONE).changes().keySet()).containsExactly("status", "started", "completed");
    assertThat(Tasks.created(TODO).changes().keySet()).startsWith("number", "name")
        .endsWith("labels", "estimate", "priority");
  }
}
