package dev.corkboard.domain.task;

import dev.corkboard.domain.sprint.SprintId;
import java.time.LocalDate;

/** What the rules of a task need to know of a sprint that exists. */
public record SprintFact(SprintId id, LocalDate end) {}
