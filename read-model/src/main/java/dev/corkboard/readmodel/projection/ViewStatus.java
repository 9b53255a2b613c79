package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.journal.JournalHead;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.util.Optional;

/**
 * How a view is.
 *
 * @param position the last that it has taken
 * @param parkedEvents how many events it could not take
 * @param lastError why the view last failed on this node, or could not take an event; empty when all is well
 */
public record ViewStatus(String name, State state, Position position, JournalHead head, long parkedEvents,
    Optional<String> lastError) {

  /** How it is by its database alone: of a failure on some node nothing is known. */
  public static ViewStatus look(JournalReader journal, View view) {
    Progress progress = Progress.of(view);
    return new ViewStatus(view.name(), State.RUNNING, progress.position(),
        journal.head(progress.position(), view.kinds()), progress.parkedEvents(), progress.lastError());
  }

  /** Whether the view follows the journal; a failed one starts again by itself. */
  public enum State {
    RUNNING, FAILED
  }
}
