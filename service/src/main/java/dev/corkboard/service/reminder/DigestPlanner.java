package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.reminder.ReminderRows.Asked;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import dev.corkboard.service.reminder.ReminderRows.Missed;
import dev.corkboard.service.reminder.ReminderRows.Subscriber;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides on the digests that are due, for some people at a time, in one transaction. */
final class DigestPlanner {
  private static final int BATCH = 200;
  private static final Duration LONGEST_DATE = Duration.ofHours(50); // as an hour and a zone may change in it

  /** The digest of one person on one local date. */
  private record Digest(Subscriber of, LocalDate date) {
    String messageId() {
      return ReminderId.digest(of.person().username(), date);
    }

    Instant dueAt() {
      return of.morning().on(date);
    }

    Decision decision(Outcome outcome) {
      return new Decision(messageId(), Messages.DIGEST, Optional.of(of.person().username()), Optional.empty(),
          Optional.of(date), dueAt(), outcome);
    }

    Outbox.Entry entry(Messages.Due due) {
      return Outbox.Entry.reminder(Messages.Reminder.digest(messageId(), of.person(), date, due), dueAt());
    }
  }

  private DigestPlanner() {}

  /** What is due by the horizon, which is never later than now; whether there may be more. */
  static boolean decide(ReminderRows rows, Instant horizon, Instant now) throws SQLException {
    List<Subscriber> due = rows.dueSubscribers(horizon, BATCH);
    List<Digest> digests = new ArrayList<>();
    List<Decision> decisions = new ArrayList<>();
    Map<String, DigestPlan> plans = new LinkedHashMap<>();
    for (Subscriber subscriber : due) {
      DigestPlan.Step step = subscriber.plan().step(subscriber.morning(), horizon, now);
      for (LocalDate date : step.missed())
        decisions.add(new Digest(subscriber, date).decision(Outcome.MISSED));
      for (LocalDate date : step.decided())
        digests.add(new Digest(subscriber, date));
      plans.put(subscriber.person().username(), step.next());
    }
    rows.moveOn(plans);
    List<Messages.Due> tasks = rows.tasks(digests.stream()
        .map(digest -> new Asked(digest.of().person().username(), digest.date())).toList());
    for (int i = 0; i < digests.size(); i++)
      decisions.add(digests.get(i).decision(outcome(digests.get(i), tasks.get(i))));
    Set<String> fresh = rows.decide(decisions, now);
    List<Outbox.Entry> entries = new ArrayList<>();
    for (int i = 0; i < digests.size(); i++) {
      Digest digest = digests.get(i);
      boolean sent = outcome(digest, tasks.get(i)) == Outcome.SENT && fresh.contains(digest.messageId());
      if (sent) entries.add(digest.entry(tasks.get(i)));
    }
    rows.send(entries);
    return due.size() == BATCH;
  }

  /** After the clock went back: dates that were taken for missed, and are not over, are planned again. */
  static boolean takeBack(ReminderRows rows, Instant now) throws SQLException {
    List<Missed> notOver = rows.missedSince(now.minus(LONGEST_DATE)).stream()
        .filter(missed -> !missed.date().isBefore(missed.morning().dateAt(now))).toList();
    Map<String, DigestPlan> plans = new LinkedHashMap<>();
    for (Missed missed : notOver)
      if (missed.date().isBefore(missed.nextDate()))
        plans.putIfAbsent(missed.username(), DigestPlan.from(missed.morning(), missed.date(), now));
    rows.forget(notOver.stream().map(Missed::messageId).toList());
    rows.moveOn(plans);
    return !plans.isEmpty();
  }

  private static Outcome outcome(Digest digest, Messages.Due tasks) {
    return Outcome.ofDigest(digest.of().digest(), digest.of().confirmed(), tasks.count() > 0);
  }
}
