package dev.corkboard.readmodel.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;

/**
 * The journal's events of some kinds, for several readers that follow it: what one of them has read and decoded, the
 * others get when they come to the same place a moment later. It answers with nothing that could be out of date, as
 * what readers have seen stays as it is and nothing comes between; what follows is asked of the journal each time.
 */
public final class RecentPages {

  /** How many events a page has at most. */
  static final int PAGE = 500;
  /** Several pages are kept, decoded. */
  private static final int PAGE_BYTES = 500_000;
  /** Some readers let events gather for a while, and take several pages of the others as one. */
  private static final int EVENTS_KEPT = 2 * PAGE;
  private static final int PAGES_KEPT = 12;

  private record Kept(Position after, JournalPage page) {}

  private final JournalReader journal;
  private final SortedSet<String> kinds;
  private final Deque<Kept> kept = new ArrayDeque<>();

  public RecentPages(JournalReader journal, SortedSet<String> kinds) {
    this.journal = journal;
    this.kinds = kinds;
  }

  /** The next events after a position; an empty page if there are none yet. Calls block, one after the other. */
  public synchronized JournalPage after(Position position) {
    JournalPage recent = recent(position);
    if (!recent.isEmpty()) return recent;
    JournalPage page = journal.after(position, kinds, PAGE, PAGE_BYTES);
    if (!page.isEmpty()) keep(position, page);
    return page;
  }

  private JournalPage recent(Position position) {
    List<JournalEvent> events = new ArrayList<>();
    List<UnreadableEvent> unreadable = new ArrayList<>();
    JournalPage last = JournalPage.empty(position);
    for (Kept next : kept) {
      if (position.compareTo(next.after()) < 0 && last.isEmpty()) break;
      if (position.compareTo(next.page().end()) >= 0) continue;
      if (events.size() + unreadable.size() + next.page().size() > PAGE && !last.isEmpty()) break;
      next.page().events().stream().filter(event -> event.position().compareTo(position) > 0).forEach(events::add);
      next.page().unreadable().stream().filter(event -> event.position().compareTo(position) > 0)
          .forEach(unreadable::add);
      last = next.page();
    }
    return new JournalPage(List.copyOf(events), List.copyOf(unreadable), last.end(), last.writtenAt());
  }

  /** Who is far behind reads for itself alone. */
  private void keep(Position after, JournalPage page) {
    Position end = kept.isEmpty() ? Position.START : kept.getLast().page().end();
    if (after.compareTo(end) < 0) return;
    if (after.compareTo(end) > 0) kept.clear();
    kept.addLast(new Kept(after, page));
    while (kept.size() > PAGES_KEPT || kept.size() > 1 && eventsKept() > EVENTS_KEPT)
      kept.removeFirst();
  }

  private int eventsKept() {
    return kept.stream().mapToInt(each -> each.page().size()).sum();
  }
}
