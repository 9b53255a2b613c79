package dev.corkboard.service.http;

import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.task.ColumnSpacing;
import dev.corkboard.domain.task.ColumnSpacing.Shift;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.domain.task.TaskState.Live;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.readmodel.task.TaskCard;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.service.entity.Gateway;
import dev.corkboard.service.entity.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes room between two cards that stand too close for another one, by shifting cards around them; {@link ColumnSpacing}
 * says which. Each shift is an event of its own. If one is cut off in the middle, all cards are still in their order.
 */
final class ColumnShifts {
  /** Each holds up to twenty thousand cards in memory, some two megabytes. */
  private static final int AT_ONCE = 4;
  private static final int PATIENCE_SECONDS = 3;

  private final Gateway<TaskCommand, TaskState> tasks;
  private final TaskColumns columns;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  ColumnShifts(Gateway<TaskCommand, TaskState> tasks, TaskColumns columns) {
    this.tasks = tasks;
    this.columns = columns;
  }

  /** Shifts cards; answers the gap that there is afterwards, which may still be too small. */
  Gap makeRoom(Call call, Place place) {
    return inTurn(() -> shift(call, place));
  }

  private Gap shift(Call call, Place place) {
    Column column = place.column();
    String own = place.card().id().value();
    TaskCard leader = place.leader().orElseThrow();
    List<TaskCard> before = columns.upTo(column.sprint(), column.status(), leader, own, ColumnSpacing.MOST_SEEN);
    List<TaskCard> after = columns.after(column.sprint(), column.status(), leader, own, ColumnSpacing.MOST_SEEN);
    boolean asSeen = !before.isEmpty() && before.getFirst().equals(leader)
        && after.contains(place.follower().orElseThrow());
    if (!asSeen) return place.gap(); // somebody else moves them right now
    List<TaskCard> cards = new ArrayList<>(before);
    Collections.reverse(cards);
    cards.addAll(after);
    double[] orders = cards.stream().mapToDouble(TaskCard::order).toArray();
    boolean fromFirst = before.size() < ColumnSpacing.MOST_SEEN;
    for (Shift shift : ColumnSpacing.around(orders, before.size(), fromFirst, place.end())) {
      if (!shift(call, column, cards.get(shift.card()), shift.order())) break; // it is not where the view shows it
      orders[shift.card()] = shift.order();
    }
    return besideItself(place.card().content().order(), orders[before.size() - 1], orders[before.size()], place.end());
  }

  /** Whether the card stood where it was thought to stand. */
  private boolean shift(Call call, Column column, TaskCard card, double order) {
    Reply<TaskState> reply = tasks.send(card.id(), new TaskCommand.Shift(new TaskId(card.id()),
        column.sprint().map(SprintId::new), column.status(), card.order(), order, call.origin()));
    return reply instanceof Reply.Accepted<TaskState>(Live live) && live.content().order() == order;
  }

  /** The card has an event of its own in any case, as its token must count for those of the others. */
  private static Gap besideItself(double own, double low, double high, double end) {
    if (own <= low || own >= high) return new Gap(OptionalDouble.of(low), OptionalDouble.of(high), end);
    boolean upper = high - own > own - low;
    return new Gap(OptionalDouble.of(upper ? own : low), OptionalDouble.of(upper ? high : own), end);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new Outage("room is being made for other cards");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Outage("given up: the node stops", stopping);
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
