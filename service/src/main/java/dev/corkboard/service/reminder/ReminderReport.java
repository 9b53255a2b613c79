package dev.corkboard.service.reminder;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What became of somebody's reminders, and what is to come.
 *
 * @param today the person's own date
 * @param day the digest of the date that was asked for, else of today
 * @param planned what is next, the soonest first
 * @param sent the newest messages, the latest first
 * @param decided a page of all decisions, the latest first
 */
public record ReminderReport(String username, String timeZone, int digestHour, boolean digest, LocalDate today, Day day,
    List<Planned> planned, List<Decided> sent, List<Decided> decided) {

  /** The digest of one date: {@code sent}, {@code not-sent} or {@code planned}; the reason says why there is none. */
  public record Day(LocalDate date, Instant at, String outcome, Optional<String> reason, Optional<String> messageId) {}

  /** What a message is about. */
  public record Task(String id, Optional<String> name) {}

  /**
   * A message to come; with a reason it will not, as things stand. The counts are of a digest.
   */
  public record Planned(String messageId, String kind, LocalDate date, Instant at, Optional<Task> task,
      Optional<Integer> dueCount, Optional<Integer> overdueCount, Optional<String> reason) {}

  /** A decision, and how far the message has come if there was to be one. */
  public record Decided(String messageId, String kind, LocalDate date, Optional<Task> task, Instant dueAt,
      Instant decidedAt, String outcome, Optional<String> reason, Optional<String> state, Optional<Instant> publishedAt,
      Optional<Instant> sentAt) {}

  /** The place of a decision in the list. */
  public record Place(Instant dueAt, String messageId) {}
}
