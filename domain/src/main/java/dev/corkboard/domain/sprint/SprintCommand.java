package dev.corkboard.domain.sprint;

import dev.corkboard.domain.Command;
import dev.corkboard.domain.Origin;
import dev.corkboard.domain.Patch;
import java.time.LocalDate;
import java.util.OptionalLong;

/** What somebody wants of a sprint. */
public sealed interface SprintCommand extends Command {
  SprintId id();

  record Create(SprintId id, SprintContent content, Origin origin) implements SprintCommand {}

  /** Merges limits by column: a limit in the patch replaces the old one, {@link WipLimits#TAKEN_BACK} removes it. */
  record Change(SprintId id, Patch<SprintContent> patch, OptionalLong ifMatch, Origin origin)
      implements
        SprintCommand {}

  /** It ends today; {@code today} is the sender's own date. */
  record Close(SprintId id, LocalDate today, Origin origin) implements SprintCommand {}

  /** {@code empty}: no task names the sprint. */
  record Delete(SprintId id, OptionalLong ifMatch, Origin origin, boolean empty) implements SprintCommand {}

  record Restore(SprintId id, Origin origin) implements SprintCommand {}
}
