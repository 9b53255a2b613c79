package dev.corkboard.service.http;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.TaskCommand;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskState;
import dev.corkboard.readmodel.task.TaskCard;
import dev.corkboard.readmodel.task.TaskColumns;
import dev.corkboard.service.entity.Gateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes room between two cards that stand so close that no order lies between theirs, by moving those that follow. */
final class Room {
  private final Gateway<TaskCommand, TaskState> tasks;
  private final TaskColumns columns;

  Room(Gateway<TaskCommand, TaskState> tasks, TaskColumns columns) {
    this.tasks = tasks;
    this.columns = columns;
  }

  /** Puts the follower, and as many after it as must be, further away from the leader; answers the wider gap. */
  Gap widen(Call call, Place place) {
    double leader = place.leader().orElseThrow().order();
    TaskCard follower = place.follower().orElseThrow();
    List<TaskCard> cards = columns.cards(place.column().sprint(), place.column().status()).stream()
        .filter(card -> !card.id().equals(place.card().id().value())).toList();
    int first = cards.indexOf(follower);
    if (first <= cards.indexOf(place.leader().get())) return place.gap(); // somebody else moves them right now
    int end = first;
    while (end < cards.size() && cards.get(end).order() < order(leader, end - first))
      end++;
    for (int i = end - 1; i >= first; i--)
      put(call, cards.get(i), order(leader, i - first));
    return besideItself(place.card().content().order(), leader, order(leader, 0), place.end());
  }

  /** The card has an event of its own in any case, as its token must count for those of the others. */
  private static Gap besideItself(double own, double low, double high, double end) {
    if (own <= low || own >= high) return new Gap(OptionalDouble.of(low), OptionalDouble.of(high), end);
    boolean upper = high - own > own - low;
    return new Gap(OptionalDouble.of(upper ? own : low), OptionalDouble.of(upper ? high : own), end);
  }

  private static double order(double leader, int index) {
    return leader + (index + 1) * Gap.wide(leader);
  }

  private void put(Call call, TaskCard card, double order) {
    Gap gap = new Gap(OptionalDouble.of(card.order()), OptionalDouble.empty(), order);
    TaskFacts facts = new TaskFacts(call.today(), Optional.empty(), true);
    tasks.send(card.id(),
        new TaskCommand.Move(new TaskId(card.id()), new Patch<>(Map.of()), gap, call.origin(), facts));
  }
}
