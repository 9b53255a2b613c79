package dev.corkboard.service.reminder;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.reminder.DayLimit;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import dev.corkboard.service.reminder.ReminderRows.DueTask;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides on the reminders of single tasks that are due, some at a time, in one transaction. */
final class TaskReminders {
  private static final int BATCH = 500;

  private TaskReminders() {}

  /** What is due by the horizon; whether there may be more. */
  static boolean decide(ReminderRows rows, Instant horizon, Instant now, int mostADay) throws SQLException {
    List<DueTask> due = rows.dueTasks(horizon, BATCH);
    decide(rows, due, now, mostADay);
    return due.size() == BATCH;
  }

  static void decide(ReminderRows rows, List<DueTask> due, Instant now, int mostADay) throws SQLException {
    // A view that was made anew brings all reminders again; they count for nobody's day.
    Set<String> known = rows.decided(due.stream().map(TaskReminders::messageId).toList());
    List<DueTask> open = due.stream().filter(each -> !known.contains(messageId(each))).toList();
    DayLimit today = new DayLimit(mostADay, rows.countSent(dayBegan(open, now)));
    List<Decision> decisions = new ArrayList<>();
    List<Outbox.Entry> entries = new ArrayList<>();
    for (DueTask each : open) {
      Outcome outcome = each.reminder().outcome(now, today);
      decisions.add(decision(each, outcome));
      if (outcome == Outcome.SENT) entries.add(entry(each));
    }
    Set<String> fresh = rows.decide(decisions, now);
    rows.send(entries.stream().filter(entry -> fresh.contains(entry.message().messageId())).toList());
    rows.settle(due.stream().map(each -> each.task().id()).toList());
  }

  /** Since when it is the date that it is where each of them is. */
  private static Map<String, Instant> dayBegan(List<DueTask> due, Instant now) {
    Map<String, Instant> began = new HashMap<>();
    for (DueTask each : due)
      each.person().ifPresent(to -> began.put(to.username(), Morning.beginning(zone(to), now)));
    return began;
  }

  private static String messageId(DueTask due) {
    return ReminderId.task(due.task().id(), due.reminder().at());
  }

  private static Decision decision(DueTask due, Outcome outcome) {
    Instant at = due.reminder().at();
    return new Decision(messageId(due), Messages.TASK, due.person().map(Person::username),
        Optional.of(due.task().id()), due.person().map(person -> localDate(person, at)), at, outcome);
  }

  private static Outbox.Entry entry(DueTask due) {
    Person person = due.person().orElseThrow();
    Instant at = due.reminder().at();
    return Outbox.Entry.reminder(
        Messages.Reminder.task(messageId(due), person, localDate(person, at), due.task()), at);
  }

  private static LocalDate localDate(Person person, Instant at) {
    return LocalDate.ofInstant(at, zone(person));
  }

  private static ZoneId zone(Person person) {
    return TimeZones.of(person.timeZone());
  }
}
