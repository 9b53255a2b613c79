package dev.corkboard.domain.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds which cards of a column have to be shifted, and where to, so that another card fits between two that stand too
 * close. This is list labelling with a limit: one call shifts at most {@link #MOST_SHIFTED} cards.
 *
 * <p>
 * The cards around the place are spread over the smallest window in which that leaves enough room; half of the room goes
 * to the place itself, since the next card is often dropped there too. If no window within the limit has enough room, the
 * large gap of the column (or the free space before its first card) is brought closer: the cards between it and
 * the place are shifted into it, the nearest to the gap first, as many as the limit allows. Each later call brings it
 * closer again, so no state has to be kept; what is left in the window lasts until it has arrived.
 *
 * <p>
 * Room is counted in units: the distance between two neighbouring doubles of the size at hand. Pure and thread-safe.
 */
public final class ColumnSpacing {

  /** So many cards are shifted at most, which leaves one event for the move itself and one to spare. */
  public static final int MOST_SHIFTED = 62;
  /** Cards to look at on each side of the place. A gap that is further away would take too many calls to arrive. */
  public static final int MOST_SEEN = 10_000;

  /** So many of them are used to bring a far gap closer; the others make room at the place. */
  private static final int SHIFTED_AFAR = 46;
  /** Units between two cards of a window that has enough room: fewer for large windows, or these would be used too often. */
  private static final double ENOUGH_IN_SMALL_WINDOW = 1 << 13;
  private static final double ENOUGH_IN_ANY_WINDOW = 1 << 12;
  private static final double LESS_FOR_LARGER_WINDOWS = 0.75;
  /** A gap of 2^16 units or fewer is not worth to be brought closer. */
  private static final double BITS_OF_A_SMALL_GAP = 16;
  /** Added to how far a gap is, so that a large one wins over a small one that is a little nearer. */
  private static final double WAY_OF_ANY_GAP = 200;
  /** This part of a far gap stays where it was, so that the cards there are not crammed. */
  private static final double LEFT_BEHIND = 1.0 / 64;
  /** Free space before the first card, in orders: much against what lies between cards, little against what there is. */
  private static final double BEFORE_FIRST = 1L << 36;

  /** A card to be shifted: its index among the given cards, and its new order. */
  public record Shift(int card, double order) {}

  private final double[] orders;
  private final int place;
  private final boolean fromFirst;
  private final double end;
  private final double unit;

  private ColumnSpacing(double[] orders, int place, boolean fromFirst, double end) {
    this.orders = orders.clone();
    this.place = place;
    this.fromFirst = fromFirst;
    this.end = end;
    this.unit = Math.max(Math.ulp(orders[place - 1]), Math.ulp(orders[place]));
  }

  /**
   * Answers what has to be shifted, in a sequence that keeps the cards in order after each step.
   *
   * @param orders the orders of neighbouring cards, ascending
   * @param place the index of the card before which another one is to be put; from 1
   * @param fromFirst whether the first of them is the first of its column
   * @param end an order above all of the column
   */
  public static List<Shift> around(double[] orders, int place, boolean fromFirst, double end) {
    if (place < 1 || place >= orders.length) throw new IllegalArgumentException("no gap before card " + place);
    ColumnSpacing spacing = new ColumnSpacing(orders, place, fromFirst, end);
    spacing.makeRoom();
    return spacing.shifts(orders);
  }

  private void makeRoom() {
    for (int size = 2;; size = Math.min(2 * size, MOST_SHIFTED)) {
      Window window = window(size);
      if (share(window) >= enough(window.cards())) {
        spread(window);
        return;
      }
      if (size == MOST_SHIFTED) break;
    }
    int shifted = bringCloser();
    if (Gap.isTight(orders[place - 1], orders[place])) spread(smallest(MOST_SHIFTED - shifted));
  }

  /** The smallest window of so many cards at most that has enough room for now, or else the largest. */
  private Window smallest(int cards) {
    for (int size = 2;; size = Math.min(2 * size, cards)) {
      Window window = window(size);
      if (size >= cards || share(window) >= ENOUGH_IN_ANY_WINDOW) return window;
    }
  }

  private static double enough(int cards) {
    return Math.max(ENOUGH_IN_ANY_WINDOW, ENOUGH_IN_SMALL_WINDOW / Math.pow(cards / 2.0, LESS_FOR_LARGER_WINDOWS));
  }

  /** So many cards around the place, between two that stay. */
  private Window window(int cards) {
    int before = Math.max(fromFirst ? -1 : 0, place - 1 - cards / 2);
    int after = Math.min(orders.length, place + cards - cards / 2);
    return new Window(before, after);
  }

  private void spread(Window window) {
    if (share(window) < 2) return; // so crammed that the orders would not differ; a far gap is on its way
    double low = order(window.before());
    double high = order(window.after());
    double step = (high - low) / 2 / window.cards();
    for (int i = window.before() + 1; i < place; i++)
      orders[i] = low + step * (i - window.before());
    for (int i = window.after() - 1; i >= place; i--)
      orders[i] = high - step * (window.after() - i);
  }

  /** Shifts the cards next to a far gap into it; answers how many. */
  private int bringCloser() {
    int gap = farGap();
    if (gap < 0) return 0;
    double way = (order(gap) - order(gap - 1)) * (1 - LEFT_BEHIND);
    boolean before = gap <= place;
    int shifted = Math.min(SHIFTED_AFAR, Math.abs(gap - place));
    int from = before ? gap : gap - shifted;
    for (int i = from; i < from + shifted; i++)
      orders[i] += before ? -way : way;
    return shifted;
  }

  /**
   * The card after the gap that is worth most; -1 if none is large. What a gap is worth is how often it can be halved,
   * as each card that is dropped into it does, by how far it is.
   */
  private int farGap() {
    int best = -1;
    double most = 0;
    for (int far = 1; far <= orders.length; far++) {
      for (int gap : new int[]{place - far, place + far}) {
        if (gap < (fromFirst ? 0 : 1) || gap > orders.length) continue;
        double worth = (log2((order(gap) - order(gap - 1)) / unit) - BITS_OF_A_SMALL_GAP) / (far + WAY_OF_ANY_GAP);
        if (worth > most) {
          most = worth;
          best = gap;
        }
      }
    }
    return best;
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  private double order(int card) {
    if (card < 0) return orders[0] - BEFORE_FIRST;
    if (card == orders.length) return Math.max(end, orders[card - 1]);
    return orders[card];
  }

  /** Cards that go up from the last to the first, then those that go down from the first to the last. */
  private List<Shift> shifts(double[] before) {
    List<Shift> shifts = new ArrayList<>();
    for (int i = orders.length - 1; i >= 0; i--)
      if (orders[i] > before[i]) shifts.add(new Shift(i, orders[i]));
    for (int i = 0; i < orders.length; i++)
      if (orders[i] < before[i]) shifts.add(new Shift(i, orders[i]));
    return shifts;
  }

  /** The units that each card of a window would have for itself. */
  private double share(Window window) {
    double low = order(window.before());
    double high = order(window.after());
    double coarsest = Math.max(Math.ulp(low), Math.ulp(high));
    return window.cards() == 0 ? 0 : (high - low) / 2 / window.cards() / coarsest;
  }

  /** The cards between two that stay: {@code before} and {@code after} are the indices of these. */
  private record Window(int before, int after) {
    int cards() {
      return after - before - 1;
    }
  }
}
