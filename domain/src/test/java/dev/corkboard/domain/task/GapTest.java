package dev.corkboard.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which orders the tasks of one moment get in the same gap. */
class GapTest {
  private static final double END = 4.5e11;
  private static final double LARGEST = 1e15;

  /** As made in one millisecond: they differ in a few letters at the end. */
  private static final List<TaskId> TASKS = IntStream.range(0, 2_000)
      .mapToObj(number -> new TaskId("019bf2da-c7e1-7b48-8f26-%012x".formatted(number))).toList();

  @Test
  void tasksBetweenTheSameNeighboursGetOrdersOfTheirOwn() {
    assertThat(orders(gap(END, END + 4096))).doesNotHaveDuplicates().allMatch(order -> order > END + 1023)
        .allMatch(order -> order < END + 3073);
  }

  @Test
  void tasksBeforeTheSameFirstGetOrdersOfTheirOwn() {
    Gap gap = new Gap(OptionalDouble.empty(), OptionalDouble.of(END), END);
    assertThat(orders(gap)).doesNotHaveDuplicates().allMatch(order -> order < END).allMatch(gap::holds);
  }

  @Test
  void tasksAfterTheSameLastGetOrdersOfTheirOwn() {
    Gap beyondTheClock = new Gap(OptionalDouble.of(END), OptionalDouble.empty(), END);
    assertThat(orders(beyondTheClock)).doesNotHaveDuplicates().allMatch(order -> order > END);
    assertThat(orders(Gap.end(END))).allMatch(order -> order >= END && order < END + 1);
    assertThat(orders(Gap.end(END)).stream().distinct().count()).isGreaterThan(1_700); // of 16,384 that there are
  }

  @Test
  void neighboursThatLeaveFewOrdersAreTight() {
    assertThat(gap(1, Math.nextUp(1.0)).tight()).isTrue();
    assertThat(gap(END, END + 1.0 / 512).tight()).isTrue();
    assertThat(gap(END, END + 1.0 / 256).tight()).isFalse();
    assertThat(gap(LARGEST, LARGEST + 4).tight()).isTrue();
    assertThat(gap(LARGEST, LARGEST + 8).tight()).isFalse();
    assertThat(gap(-1, 1).tight()).isFalse();
    assertThat(Gap.end(0).tight()).isFalse();
  }

  @Test
  void oneTaskGetsTheSameOrderEachTime() {
    Gap gap = gap(1, 2);
    assertThat(gap.order(TASKS.getFirst())).isEqualTo(gap.order(new TaskId(TASKS.getFirst().value())));
  }

  private static List<Double> orders(Gap gap) {
    return TASKS.stream().map(gap::order).toList();
  }

  private static Gap gap(double after, double before) {
    return new Gap(OptionalDouble.of(after), OptionalDouble.of(before), END);
  }
}
