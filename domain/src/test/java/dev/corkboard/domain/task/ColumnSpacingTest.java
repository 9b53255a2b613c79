package dev.corkboard.domain.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corkboard.domain.task.ColumnSpacing.Shift;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten thousand cards are dropped into a column that a script has filled, each card next to the one before. */
class ColumnSpacingTest {
  private static final int CARDS = 2_400;
  private static final int DROPS = 10_000;
  private static final int MIDDLE = CARDS / 2;
  /** Orders at the end grow with the clock: what they are now, and what they will be in ten years, with fewer between. */
  private static final double NOW = 4.5e11;
  private static final double IN_TEN_YEARS = 5e12;

  static Stream<Arguments> drops() {
    Random random = new Random(1);
    return Stream.of(NOW, IN_TEN_YEARS).flatMap(base -> Stream.of(
        drops("after one card", base, drop -> MIDDLE),
        drops("before one card", base, drop -> MIDDLE + drop),
        drops("between the last two", base, drop -> MIDDLE + drop / 2),
        drops("anywhere among those dropped before", base, drop -> MIDDLE + random.nextInt(drop + 1)),
        drops("anywhere", base, drop -> 1 + random.nextInt(CARDS + drop - 1)),
        drops("now here, now there", base, drop -> drop / 500 % 2 == 0 ? MIDDLE + drop / 2 : MIDDLE),
        drops("into the middle of those dropped before", base,
            drop -> drop < DROPS / 2 ? MIDDLE : MIDDLE + DROPS / 4)));
  }

  private static Arguments drops(String name, double base, IntUnaryOperator place) {
    return Arguments.of(name + " of orders near " + base, base, place);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drops")
  void fewCardsAreShiftedForEachThatIsDropped(String name, double base, IntUnaryOperator place) {
    Board board = new Board(base, 16, CARDS);
    long events = 0;
    for (int drop = 0; drop < DROPS; drop++)
      events += board.drop(place.applyAsInt(drop));
    assertThat(board.isAscending()).isTrue();
    assertThat(events).isLessThan(8L * DROPS);
  }

  @Test
  void cardsOfOneOrderAreToldApartStepByStep() {
    double[] orders = new double[300];
    int calls = 0;
    while (Gap.isTight(orders[149], orders[150])) {
      List<Shift> shifts = ColumnSpacing.around(orders, 150, true, 16);
      assertThat(shifts).hasSizeBetween(1, ColumnSpacing.MOST_SHIFTED);
      shifts.forEach(shift -> orders[shift.card()] = shift.order());
      assertThat(++calls).isLessThan(10);
    }
    assertThat(orders).isSorted();
  }

  @Test
  void spaceBeforeTheFirstIsUsedOnlyIfThatIsTheFirstOfTheColumn() {
    double[] orders = {5, 5, 5, 6};
    assertThat(ColumnSpacing.around(orders, 1, true, 7)).anyMatch(shift -> shift.card() == 0 && shift.order() < -1e9);
    assertThat(ColumnSpacing.around(orders, 1, false, 7)).noneMatch(shift -> shift.card() == 0);
  }

  @Test
  void largestOrdersFindRoomToo() {
    double[] orders = {-1e300, 1e300, Math.nextUp(1e300), 1.5e300};
    List<Shift> shifts = ColumnSpacing.around(orders, 2, true, 1.6e300);
    shifts.forEach(shift -> orders[shift.card()] = shift.order());
    assertThat(Gap.isTight(orders[1], orders[2])).isFalse();
    assertThat(orders).isSorted();
  }

  /** A column, and what happens to it. */
  private static final class Board {
    private final Random random = new Random(2);
    private double[] orders = new double[CARDS + DROPS];
    private int count;

    private Board(double base, double step, int cards) {
      for (count = 0; count < cards; count++)
        orders[count] = base + count * step;
    }

    /** Puts a card before that one; answers how many events that makes. */
    private int drop(int place) {
      List<Shift> shifts = Gap.isTight(orders[place - 1], orders[place]) ? shifts(place) : List.of();
      if (shifts.size() > ColumnSpacing.MOST_SHIFTED) throw new AssertionError("too many shifts: " + shifts.size());
      for (Shift shift : shifts) {
        orders[at(place, shift)] = shift.order();
        if (!isInOrder(at(place, shift))) throw new AssertionError("a card has passed another");
      }
      double share = 0.25 + random.nextDouble() / 2;
      double order = orders[place - 1] * (1 - share) + orders[place] * share;
      if (order <= orders[place - 1] || order >= orders[place]) throw new AssertionError("no order is left");
      System.arraycopy(orders, place, orders, place + 1, count++ - place);
      orders[place] = order;
      return shifts.size() + 1;
    }

    private List<Shift> shifts(int place) {
      int from = from(place);
      double[] seen = Arrays.copyOfRange(orders, from, Math.min(count, place + ColumnSpacing.MOST_SEEN));
      return ColumnSpacing.around(seen, place - from, from == 0, orders[count - 1] + 16);
    }

    private static int from(int place) {
      return Math.max(0, place - ColumnSpacing.MOST_SEEN);
    }

    private static int at(int place, Shift shift) {
      return from(place) + shift.card();
    }

    private boolean isInOrder(int card) {
      return (card == 0 || orders[card - 1] <= orders[card]) && (card == count - 1 || orders[card] <= orders[card + 1]);
    }

    private boolean isAscending() {
      for (int i = 1; i < count; i++)
        if (orders[i - 1] >= orders[i]) return false;
      return true;
    }
  }
}
