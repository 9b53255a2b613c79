package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.ReminderId;
import dev.corkboard.service.reminder.Messages.Person;
import dev.corkboard.service.reminder.ReminderRows.Decision;
import dev.corkboard.service.reminder.ReminderRows.DueTask;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides on the reminders of single tasks that are due, some at a time, in one transaction. */
final class TaskReminders {
  private static final int BATCH = 500;

  private TaskReminders() {}

  /** What is due by the horizon; whether there may be more. */
  static boolean decide(ReminderRows rows, Instant horizon, Instant now) throws SQLException {
    List<DueTask> due = rows.dueTasks(horizon, BATCH);
    Set<String> fresh = rows.decide(due.stream().map(TaskReminders::decision).toList(), now);
    rows.send(due.stream().filter(each -> each.reminder().outcome() == Outcome.SENT)
        .filter(each -> fresh.contains(messageId(each))).map(TaskReminders::entry).toList());
    rows.settle(due.stream().map(each -> each.task().id()).toList());
    return due.size() == BATCH;
  }

  private static String messageId(DueTask due) {
    return ReminderId.task(due.task().id(), due.reminder().at());
  }

  private static Decision decision(DueTask due) {
    Instant at = due.reminder().at();
    return new Decision(messageId(due), Messages.TASK, due.person().map(Person::username),
        Optional.of(due.task().id()), due.person().map(person -> localDate(person, at)), at, due.reminder().outcome());
  }

  private static Outbox.Entry entry(DueTask due) {
    Person person = due.person().orElseThrow();
    Instant at = due.reminder().at();
    return Outbox.Entry.reminder(
        Messages.Reminder.task(messageId(due), person, localDate(person, at), due.task()), at);
  }

  private static LocalDate localDate(Person person, Instant at) {
    return Morning.of(person.timeZone(), 0).dateAt(at);
  }
}
