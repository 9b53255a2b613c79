package dev.corkboard.domain.reminder;

import java.time.Instant;
import java.util.Optional;

/**
 * The reminder of a task that is due, with what counts at that time.
 *
 * @param since since when the assignee has an account; empty if there is none that is active
 */
public record TaskReminder(String task, Instant at, boolean deleted, boolean done, Optional<String> assigned,
    Optional<Instant> since) {

  public Outcome outcome() {
    if (deleted) return Outcome.TASK_DELETED;
    if (done) return Outcome.TASK_DONE;
    if (assigned.isEmpty()) return Outcome.NOT_ASSIGNED;
    if (since.isEmpty()) return Outcome.INACTIVE;
    // A journal that was imported brings reminders of long ago: they are not for today.
    return at.isBefore(since.get()) ? Outcome.MISSED : Outcome.SENT;
  }
}
