package dev.corkboard.domain.task;

import dev.corkboard.domain.sprint.SprintId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What the rules of a task need to know of the world, found before they are asked.
 *
 * @param today the acting user's own date
 * @param sprint the sprint that the command names, or for a restoration the sprint of the task; empty if there is none
 * @param assigneeKnown whether there is a user of the name to whom the command assigns the task
 */
public record TaskFacts(LocalDate today, Optional<SprintFact> sprint, boolean assigneeKnown) {

  Optional<SprintFact> about(SprintId id) {
    return sprint.filter(fact -> fact.id().equals(id));
  }
}
