package dev.corkboard.service.changes;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Pages of changes for who asks by itself, on or back in time, of some events only. So many events are looked at for one
 * page, and no more: then it ends, with fewer results or none.
 */
public final class ChangePages {
  private static final int MOST_SEEN = 2_000;
  private static final int SEEN_AT_ONCE = 500;
  private static final int MOST_READS = 8;
  /** Two, since only the second read tells whether a short first one was the last. */
  private static final int READS_OF_ALL = 2;
  private static final int BYTES_AT_ONCE = 1 << 20;

  /**
   * Which changes.
   *
   * @param id of one entity
   * @param sprint of this sprint, and of tasks that were in it before or after
   * @param back whether the latest come first
   */
  public record Wanted(SortedSet<String> kinds, Optional<String> id, Optional<String> sprint, Optional<Username> by,
      boolean back) {
    /** Whether all that is read of the journal is wanted. */
    boolean isAll() {
      return sprint.isEmpty() && by.isEmpty();
    }
  }

  /**
   * Changes in their order.
   *
   * @param end where to go on
   * @param more whether there may be more behind it
   */
  public record Page(List<JournalEvent> events, Position end, boolean more) {}

  private final JournalReader journal;
  private final SprintChanges sprints;
  private final Turn turn;

  ChangePages(JournalReader journal, SprintChanges sprints, Turn turn) {
    this.journal = journal;
    this.sprints = sprints;
    this.turn = turn;
  }

  Page page(Position start, Wanted wanted, int limit) {
    List<JournalEvent> found = new ArrayList<>();
    Position end = start;
    int seen = 0;
    int mostReads = wanted.isAll() ? READS_OF_ALL : MOST_READS;
    for (int reads = 0; seen < MOST_SEEN && reads < mostReads; reads++) {
      JournalPage read = read(end, wanted, wanted.isAll() ? limit + 1 : SEEN_AT_ONCE);
      if (read.isEmpty()) return new Page(List.copyOf(found), end, false);
      found.addAll(wanted(read.events(), wanted));
      // One more than the limit means that there are more.
      if (found.size() > limit) {
        List<JournalEvent> whole = List.copyOf(found.subList(0, limit));
        return new Page(whole, whole.getLast().position(), true);
      }
      seen += read.size();
      end = read.end();
    }
    return new Page(List.copyOf(found), end, true);
  }

  private List<JournalEvent> wanted(List<JournalEvent> events, Wanted wanted) {
    List<JournalEvent> by = wanted.by().isEmpty()
        ? events
        : events.stream().filter(event -> event.event().stamp().by().equals(wanted.by().get())).toList();
    return wanted.sprint().isEmpty() ? by : sprints.of(wanted.sprint().get(), by);
  }

  private JournalPage read(Position position, Wanted wanted, int limit) {
    if (wanted.id().isPresent()) return ofEntity(position, wanted, limit);
    return turn.take(() -> wanted.back()
        ? journal.before(position, wanted.kinds(), limit, BYTES_AT_ONCE)
        : journal.after(position, wanted.kinds(), limit, BYTES_AT_ONCE));
  }

  /** Ids are unique over all kinds, so the first kind with events is the right one. */
  private JournalPage ofEntity(Position position, Wanted wanted, int limit) {
    for (String kind : wanted.kinds()) {
      JournalPage page = turn
          .take(() -> journal.ofEntity(kind, wanted.id().orElseThrow(), position, wanted.back(), limit,
              BYTES_AT_ONCE));
      if (!page.isEmpty()) return page;
    }
    return JournalPage.empty(position);
  }
}
