package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import java.util.OptionalLong;

/** What somebody wants of a sprint. */
public sealed interface SprintCommand extends Command {
  SprintId id();

  record Create(SprintId id, SprintContent content, Origin origin) implements SprintCommand {}

  record Change(SprintId id, Patch<SprintContent> patch, OptionalLong ifMatch, Origin origin)
      implements
        SprintCommand {}

  /** {@code empty}: no task names the sprint. */
  record Delete(SprintId id, OptionalLong ifMatch, Origin origin, boolean empty) implements SprintCommand {}

  record Restore(SprintId id, Origin origin) implements SprintCommand {}
}
