package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Rejection;
import dev.corkboard.domain.Rejection.Kind;
import java.time.LocalDate;
import java.util.Optional;

/** When a sprint may be closed, and where its open tasks may go then. */
public final class Closing {

  static final Rejection NOT_BEGUN = new Rejection(Kind.CONFLICT, "sprint-not-begun",
      "A sprint that starts after today does not end today.");
  static final Rejection UNKNOWN_TARGET = Rejection.invalid("moveOpenTo", "unknown-sprint", "There is no such sprint.");
  static final Rejection SAME_SPRINT = Rejection.invalid("moveOpenTo", "same-sprint",
      "The open tasks go into another sprint, or into the backlog.");
  static final Rejection TARGET_IS_OVER = new Rejection(Kind.CONFLICT, "sprint-is-over",
      "The end of the sprint for the open tasks is past.");

  private Closing() {}

  /** {@code target} is the sprint for the open tasks; empty for the backlog. */
  public static Optional<Rejection> refusal(SprintId id, SprintState sprint, Optional<SprintId> target,
      SprintState targetState, LocalDate today) {
    Optional<Rejection> refusal = refusal(sprint, today);
    if (refusal.isPresent() || target.isEmpty()) return refusal;
    if (target.get().equals(id)) return Optional.of(SAME_SPRINT);
    return switch (targetState) {
      case SprintState.Absent absent -> Optional.of(UNKNOWN_TARGET);
      case SprintState.Deleted deleted -> Optional.of(UNKNOWN_TARGET);
      case SprintState.Live live when live.content().end().isBefore(today) -> Optional.of(TARGET_IS_OVER);
      case SprintState.Live live -> Optional.empty();
    };
  }

  static Optional<Rejection> refusal(SprintState sprint, LocalDate today) {
    return switch (sprint) {
      case SprintState.Absent absent -> Optional.of(SprintDecider.UNKNOWN);
      case SprintState.Deleted deleted -> Optional.of(SprintDecider.UNKNOWN);
      case SprintState.Live live when live.content().start().filter(start -> start.isAfter(today)).isPresent() ->
        Optional.of(NOT_BEGUN);
      case SprintState.Live live -> Optional.empty();
    };
  }
}
