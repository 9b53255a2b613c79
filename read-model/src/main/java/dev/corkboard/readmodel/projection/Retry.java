package dev.corkboard.readmodel.projection;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.journal.JournalPage;
import dev.corkboard.readmodel.journal.JournalReader;
import dev.corkboard.readmodel.journal.UnreadableEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the parked events of one entity again, in their order and up to the first that still cannot be applied. Rows and
 * what is no longer parked are one transaction. The view's projection parks later events of the entity under the same
 * lock, so none of them is left behind, and none overtakes.
 */
final class Retry {
  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
  private static final int PAGE = 500;

  private final JournalReader journal;
  private final View view;
  private final DeadEvents.Entity entity;

  /** What one transaction did. */
  private record Step(List<JournalEvent> applied, int removed, boolean more) {}

  Retry(JournalReader journal, View view, DeadEvents.Entity entity) {
    this.journal = journal;
    this.view = view;
    this.entity = entity;
  }

  /** How many events are no longer parked. */
  long run() {
    long removed = 0;
    Step step;
    do {
      step = Sql.transaction(view.database(), this::step);
      removed += step.removed();
      tell(step.applied());
    } while (step.more());
    if (removed > 0)
      LOG.info("View {} has taken {} parked events of {} {}", view.name(), removed, entity.kind(),
          entity.id());
    return removed;
  }

  private Step step(Connection connection) throws SQLException {
    DeadEvents.lock(connection, view.name());
    List<Long> parked = DeadEvents.revisions(connection, view.name(), entity, PAGE);
    if (parked.isEmpty()) return new Step(List.of(), 0, false);
    JournalPage page = journal.ofEntity(entity.kind(), entity.id(), parked.getFirst() - 1, parked.size());
    List<JournalEvent> readable = readable(page, parked.getLast());
    List<JournalEvent> applied = applied(connection, readable);
    long next = applied.isEmpty() ? parked.getFirst() : applied.getLast().revision() + 1;
    noteUnreadable(connection, page, next);
    if (applied.isEmpty()) return new Step(applied, 0, false);
    int removed = DeadEvents.remove(connection, view.name(), entity, next - 1);
    return new Step(applied, removed, applied.size() == readable.size() && page.unreadable().isEmpty());
  }

  /** Those before the first that cannot be read; after the last that is parked the view goes on by itself. */
  private static List<JournalEvent> readable(JournalPage page, long last) {
    long end = page.unreadable().stream().mapToLong(UnreadableEvent::revision).min().orElse(Long.MAX_VALUE);
    return page.events().stream().filter(event -> event.revision() < end && event.revision() <= last).toList();
  }

  /** Those before the first that is at fault. One by one: a page's last row may hide a fault on the way to it. */
  private List<JournalEvent> applied(Connection connection, List<JournalEvent> events) throws SQLException {
    List<JournalEvent> applied = new ArrayList<>();
    for (JournalEvent event : events) {
      Optional<Exception> fault = Attempt.fault(connection, view.handler(), List.of(event));
      if (fault.isPresent()) {
        note(connection, event.revision(), Attempt.reason(fault.get()));
        break;
      }
      applied.add(event);
    }
    return applied;
  }

  private void noteUnreadable(Connection connection, JournalPage page, long revision) throws SQLException {
    for (UnreadableEvent event : page.unreadable())
      if (event.revision() == revision) note(connection, revision, "unreadable: " + event.reason());
  }

  private void note(Connection connection, long revision, String error) throws SQLException {
    LOG.error("View {} still cannot take event {} of {} {}: {}", view.name(), revision, entity.kind(), entity.id(),
        error);
    DeadEvents.failedAgain(connection, view.name(), entity, revision, error);
  }

  private void tell(List<JournalEvent> applied) {
    if (applied.isEmpty()) return;
    try {
      view.afterCommit().committed(applied);
    } catch (RuntimeException failure) {
      LOG.warn("View {}: nobody could be told of a retry", view.name(), failure);
    }
  }
}
