package dev.corkboard.service.reminder;

import dev.corkboard.domain.reminder.DigestPlan;
import dev.corkboard.domain.reminder.Morning;
import dev.corkboard.domain.reminder.Outcome;
import dev.corkboard.domain.reminder.TaskReminder;
import dev.corkboard.service.reminder.Messages.Person;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of the reminders inside one transaction. What is handed out as due is nobody else's until it ends. */
public interface ReminderRows {

  /** Somebody whose next digest is due. */
  record Subscriber(Person person, Morning morning, boolean digest, boolean confirmed, DigestPlan plan) {}

  /** Whose tasks, as of which date. */
  record Asked(String username, LocalDate date) {}

  /** A task whose reminder is due, and whom it reminds. */
  record DueTask(Messages.Line task, TaskReminder reminder, Optional<Person> person) {}

  /** What was decided on one message. */
  record Decision(String messageId, String kind, Optional<String> username, Optional<String> task,
      Optional<LocalDate> date, Instant dueAt, Outcome outcome) {}

  /** A date that was decided as missed by somebody who is to be asked about another date next. */
  record Missed(String messageId, String username, Morning morning, LocalDate date, LocalDate nextDate) {}

  /** Those due longest first. */
  List<Subscriber> dueSubscribers(Instant horizon, int limit) throws SQLException;

  /** The next plan of each username; what lies before it is decided. */
  void moveOn(Map<String, DigestPlan> plans) throws SQLException;

  /** The open tasks for each that was asked, in the same order; at least as many of them as a message takes. */
  List<Messages.Due> tasks(List<Asked> asked) throws SQLException;

  /** Those due longest first. */
  List<DueTask> dueTasks(Instant horizon, int limit) throws SQLException;

  /** Which of these messages have been decided on. */
  Set<String> decided(List<String> messageIds) throws SQLException;

  /**
   * How many reminders of tasks were decided to be sent to each of these people, since the instant of each. Until the
   * transaction ends, nobody else counts for them.
   */
  Map<String, Integer> countSent(Map<String, Instant> since) throws SQLException;

  /** The reminders of these tasks are decided. */
  void settle(List<String> tasks) throws SQLException;

  /** Stores the decisions and tells which of them are new: only these may lead to a message. */
  Set<String> decide(List<Decision> decisions, Instant now) throws SQLException;

  /** Puts the messages into the outbox. */
  void send(List<Outbox.Entry> entries) throws SQLException;

  /** The dates that were taken for missed and were due after then, of those whose next digest is due later still. */
  List<Missed> missedSince(Instant then) throws SQLException;

  void forget(List<String> messageIds) throws SQLException;
}
