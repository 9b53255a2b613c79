package dev.corkboard.service.http;

import dev.corkboard.domain.Username;
import dev.corkboard.domain.sprint.SprintCommand;
import dev.corkboard.domain.sprint.SprintId;
import dev.corkboard.domain.sprint.SprintState;
import dev.corkboard.domain.task.SprintFact;
import dev.corkboard.domain.task.TaskFacts;
import dev.corkboard.service.entity.Gateway;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds what the rules of tasks have to know of sprints and users: from the write side, never from a view. */
final class TaskFactFinder {
  private final Gateway<SprintCommand, SprintState> sprints;
  private final Predicate<Username> userExists;
  private final SprintDoors doors;

  TaskFactFinder(Gateway<SprintCommand, SprintState> sprints, Predicate<Username> userExists, SprintDoors doors) {
    this.sprints = sprints;
    this.userExists = userExists;
    this.doors = doors;
  }

  /** Runs a write with the facts for it. A sprint that is there stays until the write has ended. */
  <T> T during(Call call, Optional<SprintId> sprint, Optional<Username> assigned, Function<TaskFacts, T> write) {
    return doors.entering(sprint, () -> write.apply(new TaskFacts(call.today(), sprint.flatMap(this::sprint),
        assigned.map(userExists::test).orElse(true))));
  }

  private Optional<SprintFact> sprint(SprintId id) {
    return switch (sprints.read(id.value())) {
      case SprintState.Live live -> Optional.of(new SprintFact(id, live.content().end()));
      case SprintState.Absent absent -> Optional.empty();
      case SprintState.Deleted deleted -> Optional.empty();
    };
  }
}
