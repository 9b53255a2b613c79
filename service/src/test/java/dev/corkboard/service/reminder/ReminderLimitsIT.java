package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.reminder.ReminderRows.DueTask;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** To whom nothing goes, and how much goes to one person. */
class ReminderLimitsIT extends ReminderParts {

  @Test
  void fiftyRemindersOfTasksADayGoToOnePerson() throws Exception {
    subscriber("anna", "Asia/Kathmandu", 7);
    subscriber("ben", "UTC", 7);
    for (int i = 0; i < 60; i++)
      task("t" + i, "Task " + i, "anna", null, "2026-11-21T06:%02d:00Z".formatted(1 + i / 2));
    task("ben's", "Task", "ben", null, "2026-11-21T06:30:00Z");
    task("next", "Task", "anna", null, "2026-11-21T18:14:59Z");
    task("tomorrow", "Task", "anna", null, "2026-11-21T18:15:01Z");
    ahead = ahead.plusMinutes(40);
    drain();
    assertThat(count("reminder.decision where username = 'anna' and outcome = 'sent'")).isEqualTo(50);
    assertThat(outcomes()).containsEntry("task:t49:2026-11-21T06:25:00Z", "sent")
        .containsEntry("task:t50:2026-11-21T06:26:00Z", "too-many")
        .containsEntry("task:ben's:2026-11-21T06:30:00Z", "sent");
    assertThat(count("reminder.outbox")).isEqualTo(51);
    sql("update reminder.task set remind_pending = true"); // as after a rebuild of the view: nothing is counted again
    ahead = ahead.plusHours(12);
    drain();
    assertThat(outcomes()).containsEntry("task:next:2026-11-21T18:14:59Z", "sent") // decided tomorrow, after midnight
        .containsEntry("task:tomorrow:2026-11-21T18:15:01Z", "sent");
    assertThat(count("reminder.outbox where kind = 'task'")).isEqualTo(53);
  }

  /** Each has tasks that the other does not see, and one waits until the other has counted. */
  @Test
  void twoSchedulersCountTogether() throws Exception {
    subscriber("anna", "UTC", 7);
    for (int i = 0; i < 80; i++)
      task("t" + i, "Task " + i, "anna", null, "2026-11-21T06:10:00Z");
    Instant now = Instant.parse("2026-11-21T06:30:00Z");
    CompletableFuture<Integer> other = new CompletableFuture<>();
    Sql.checkedTransaction(dataSource, connection -> {
      ReminderRows rows = new SqlReminderRows(connection);
      List<DueTask> mine = rows.dueTasks(now, 40);
      rows.countSent(Map.of("anna", now));
      Thread.ofVirtual().start(() -> decideOn(now, other));
      await().until(() -> count("pg_stat_activity where wait_event_type = 'Lock'") == 1);
      TaskReminders.decide(rows, mine, now, 50);
      return null;
    });
    assertThat(other.get()).isEqualTo(40);
    assertThat(count("reminder.decision where outcome = 'sent'")).isEqualTo(50);
    assertThat(count("reminder.decision where outcome = 'too-many'")).isEqualTo(30);
    assertThat(count("reminder.outbox")).isEqualTo(50);
  }

  private static void decideOn(Instant now, CompletableFuture<Integer> decided) {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      ReminderRows rows = new SqlReminderRows(connection);
      List<DueTask> mine = rows.dueTasks(now, 40);
      TaskReminders.decide(rows, mine, now, 50);
      connection.commit();
      connection.setAutoCommit(true);
      decided.complete(mine.size());
    } catch (SQLException | RuntimeException failed) {
      decided.completeExceptionally(failed);
    }
  }

  @Test
  void nothingGoesToAnAddressThatIsNotConfirmed() throws Exception {
    subscriber("anna", "UTC", 7);
    sql("update reminder.subscriber set confirmed = false");
    task("t1", "Reminds", "anna", null, "2026-11-21T06:30:00Z");
    task("t2", "Is due", "anna", "2026-11-21", "2026-11-22T06:30:00Z");
    startMailer();
    ahead = ahead.plusMinutes(90);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("task:t1:2026-11-21T06:30:00Z", "email-unconfirmed",
        "digest:anna:2026-11-21", "email-unconfirmed"));
    assertThat(count("reminder.outbox")).isZero();
    sql("update reminder.subscriber set confirmed = true");
    task("t3", "Is due next", "anna", "2026-11-22", null);
    ahead = ahead.plusDays(1);
    untilMails(2);
    assertThat(smtp.subjects()).containsExactlyInAnyOrder("Reminder: Is due", "1 task due today, 1 overdue");
    nothingElseComes(2);
  }
}
