package dev.corkboard.service.http;

import dev.corkboard.domain.task.TaskContent;
import dev.corkboard.domain.task.TaskState.Live;
import java.util.Map;
import java.util.Optional;

/** The cards between which a move wants to put another one: the leader stands before it, the follower after it. */
record Beside(Optional<Live> leader, Optional<Live> follower) {

  boolean isEmpty() {
    return leader.isEmpty() && follower.isEmpty();
  }

  /**
   * Those that still fit the move. Somebody else may have moved one of the two a moment ago; then the card goes beside
   * the other one, as both people moved different cards and both are to get what they wanted.
   */
  Beside fitting(Live own, Map<String, Object> move) {
    if (leader.isEmpty() || follower.isEmpty()) return this;
    boolean together = Column.of(leader.get().content()).equals(Column.of(follower.get().content()));
    if (together) return isBefore(leader.get(), follower.get()) ? this : leaderOnly();
    Column wanted = Column.of(target(own.content(), own.content(), move));
    return isIn(follower.get(), wanted) && !isIn(leader.get(), wanted) ? followerOnly() : leaderOnly();
  }

  /** What the move makes of the card: what it does not say of the column is the neighbours', or else the card's own. */
  TaskContent target(Live own, Map<String, Object> move) {
    return target(own.content(), leader.or(() -> follower).orElse(own).content(), move);
  }

  boolean isElsewhere(Column column) {
    return leader.filter(it -> !isIn(it, column)).isPresent() || follower.filter(it -> !isIn(it, column)).isPresent();
  }

  private Beside leaderOnly() {
    return new Beside(leader, Optional.empty());
  }

  private Beside followerOnly() {
    return new Beside(Optional.empty(), follower);
  }

  private static TaskContent target(TaskContent own, TaskContent beside, Map<String, Object> move) {
    return TaskContent.FIELDS.with(own, Map.of("sprint", move.getOrDefault("sprint", beside.sprint()), "status",
        move.getOrDefault("status", beside.status())));
  }

  private static boolean isIn(Live card, Column column) {
    return Column.of(card.content()).equals(column);
  }

  private static boolean isBefore(Live one, Live other) {
    int byOrder = Double.compare(one.content().order(), other.content().order());
    return byOrder != 0 ? byOrder < 0 : one.id().value().compareTo(other.id().value()) < 0;
  }
}
