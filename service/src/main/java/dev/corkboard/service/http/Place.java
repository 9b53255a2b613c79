package dev.corkboard.service.http;

import dev.corkboard.domain.Patch;
import dev.corkboard.domain.task.Gap;
import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskState.Live;
import dev.corkboard.readmodel.task.TaskCard;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a move leads.
 *
 * @param changes what changes of the card, but for its order, to get there
 * @param leader the card before the place, if there is one, and {@code follower} the one after it
 * @param end the order of a card at the end of the column
 */
record Place(Live card, Patch<TaskContent> changes, Column column, Optional<TaskCard> leader,
    Optional<TaskCard> follower, double end) {

  Gap gap() {
    return new Gap(order(leader), order(follower), end);
  }

  boolean isBetweenTwo() {
    return leader.isPresent() && follower.isPresent();
  }

  private static OptionalDouble order(Optional<TaskCard> card) {
    return card.map(it -> OptionalDouble.of(it.order())).orElse(OptionalDouble.empty());
  }
}
