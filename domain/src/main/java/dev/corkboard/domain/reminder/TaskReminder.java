package dev.corkboard.domain.reminder;

import java.time.Instant;
import java.util.Optional;

/**
 * The reminder of a task that is due, with what counts at that time.
 *
 * @param since since when the assignee has an account; empty if there is none that is active
 * @param confirmed whether the assignee has confirmed their address
 */
public record TaskReminder(String task, Instant at, boolean deleted, boolean done, Optional<String> assigned,
    Optional<Instant> since, boolean confirmed) {

  /** @param today what goes to people today; this one counts if it is to be sent */
  public Outcome outcome(Instant now, DayLimit today) {
    if (deleted) return Outcome.TASK_DELETED;
    if (done) return Outcome.TASK_DONE;
    if (assigned.isEmpty()) return Outcome.NOT_ASSIGNED;
    if (since.isEmpty()) return Outcome.INACTIVE;
    // A journal that was imported, and a view that is made anew, bring reminders of long ago: they are not for today.
    if (at.isBefore(since.get()) || !Memory.reachesBack(at, now)) return Outcome.MISSED;
    if (!confirmed) return Outcome.EMAIL_UNCONFIRMED;
    return today.take(assigned.get()) ? Outcome.SENT : Outcome.TOO_MANY;
  }
}
