package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.service.amqp.Amqp;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Whatever is away, what falls due meanwhile is mailed once, in its order, when it is back. */
class OutagesIT extends ReminderParts {

  @Test
  void aFloodWaitsInTheOutboxOfABrokerThatHasOnlyMemory() throws Exception {
    for (int i = 0; i < 20; i++)
      subscriber("person" + i, "UTC", 7);
    for (int i = 0; i < 900; i++)
      task("t" + i, "Task " + i, "person" + i % 20, null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    try (Amqp small = new Amqp(gate.url(), 300)) {
      run = new ReminderRun(dataSource, new Outbox(dataSource, small, clock), clock, clock);
      drain();
      assertThat(count("reminder.outbox where sent_at is not null")).isEqualTo(embedded.isPresent() ? 500 : 900);
      startMailer();
      untilMails(900);
      nothingElseComes(900);
    }
    assertThat(count("reminder.outbox where last_error is not null")).isZero();
  }

  @Test
  void whatFallsDueWhileTheBrokerIsAwayIsSentWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "First", "anna", null, "2026-11-21T06:30:00Z");
    task("t2", "Second", "anna", null, "2026-11-21T06:40:00Z");
    startMailer();
    gate.shut();
    ahead = ahead.plusMinutes(50);
    await().until(() -> !amqp.connected());
    drain();
    assertThat(count("reminder.outbox where sent_at is null")).isEqualTo(2);
    gate.open();
    untilMails(2);
    assertThat(smtp.subjects()).containsExactly("Reminder: First", "Reminder: Second");
    nothingElseComes(2);
  }

  @Test
  void whatFallsDueWhileTheMailServerIsAwayIsMailedInOrderWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Third", "anna", null, "2026-11-21T06:40:00Z");
    task("t2", "First", "anna", null, "2026-11-21T06:20:00Z");
    task("t3", "Second", "anna", null, "2026-11-21T06:30:00Z");
    Gate mailServer = gateTo(smtp.port());
    mailServer.shut();
    startMailer(dataSource, mailServer.url().getPort());
    ahead = ahead.plusMinutes(50);
    drain();
    turnAwayTwice(mailServer);
    assertThat(smtp.mails).isEmpty();
    mailServer.open();
    untilMails(3);
    assertThat(smtp.subjects()).containsExactly("Reminder: First", "Reminder: Second", "Reminder: Third");
    // Nobody was asked for anything meanwhile, so no attempt is used up.
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 1") == 3);
    nothingElseComes(3);
  }

  @Test
  void whatFallsDueWhileTheDatabaseIsAwayIsMailedWhenItIsBack() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "While it was away", "anna", null, "2026-11-21T06:30:00Z");
    Gate database = gateTo(postgres.getPort());
    try (HikariDataSource behind = pool(database.url().getPort())) {
      ReminderRun scheduler = new ReminderRun(behind, new Outbox(behind, amqp, clock), clock, clock);
      scheduler.step();
      database.shut();
      ahead = ahead.plusMinutes(31);
      assertThatThrownBy(scheduler::step).isInstanceOf(SQLException.class);
      assertThat(count("reminder.decision")).isZero();
      database.open();
      startMailer(dataSource, smtp.port());
      await().ignoreExceptions().until(() -> scheduler.step() || smtp.mails.size() == 1);
      nothingElseComes(1);
    }
  }

  @Test
  void aMailerWithoutItsDatabaseKeepsTheMessageAndMailsItOnce() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Kept", "anna", null, "2026-11-21T06:30:00Z");
    Gate database = gateTo(postgres.getPort());
    HikariDataSource behind = pool(database.url().getPort());
    startMailer(behind, smtp.port());
    parts.add(behind);
    database.shut();
    ahead = ahead.plusMinutes(31);
    drain();
    turnAwayTwice(database);
    assertThat(smtp.mails).isEmpty();
    database.open();
    untilMails(1);
    nothingElseComes(1);
  }

  @Test
  void whatWasPublishedButNotMarkedIsPublishedTwiceAndMailedOnce() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(1);
    sql("update reminder.outbox set sent_at = null, leased_till = null");
    await().until(() -> {
      run.step();
      return count("reminder.outbox where sent_at is null") == 0;
    });
    assertThat(spied()).hasSize(2);
    nothingElseComes(1);
  }

  @Test
  void whatTheBrokerLostIsPublishedAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Lost", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    drain();
    queues.queuePurge(Amqp.MAILER);
    startMailer();
    assertThat(outbox.republishUndelivered()).isEqualTo(1);
    untilMails(1);
    // The mail server has it a moment before the mailer has written that down.
    await().until(() -> count("reminder.delivery where state = 'sent'") == 1);
    assertThat(outbox.republishUndelivered()).isZero();
  }

  @Test
  void whatNoQueueTakesIsNotSent() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Lost", "anna", null, "2026-11-21T06:30:00Z");
    queues.queueUnbind(SPY, Amqp.REMINDERS, "#");
    queues.queueUnbind(Amqp.MAILER, Amqp.REMINDERS, "reminder.#");
    ahead = ahead.plusMinutes(31);
    drain();
    assertThat(count("reminder.outbox where sent_at is null and last_error is not null")).isEqualTo(1);
    try (Amqp next = new Amqp(gate.url())) {
      assertThat(next.connected()).isTrue(); // and has bound the queue again
    }
    sql("update reminder.outbox set leased_till = null");
    drain();
    assertThat(count("reminder.outbox where sent_at is not null")).isEqualTo(1);
  }

  @Test
  void aMailOfAKilledMailerIsTakenOver() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Left", "anna", null, "2026-11-21T06:30:00Z");
    sql("""
        insert into reminder.delivery (message_id, kind, username, state, attempts, leased_till)
        values ('task:t1:2026-11-21T06:30:00Z', 'task', 'anna', 'sending', 1, now() + interval '1 hour')""");
    startMailer();
    ahead = ahead.plusMinutes(31);
    await().until(() -> {
      run.step();
      return count("reminder.outbox where last_error = 'another mailer has it'") == 1;
    });
    nothingElseComes(0);
    sql("update reminder.delivery set leased_till = now() - interval '1 second'");
    sql("update reminder.outbox set due_at = '2026-11-21T00:00:00Z' where sent_at is null");
    untilMails(2); // with the one that nothingElseComes has sent
  }
}
