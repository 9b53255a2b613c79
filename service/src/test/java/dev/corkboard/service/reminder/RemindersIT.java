package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.corkboard.domain.Username;
import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.domain.task.TaskId;
import dev.corkboard.domain.task.TaskStatus;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.clock.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** What is decided and mailed, and when. */
class RemindersIT extends ReminderParts {

  @Test
  void remindAtGivesOneMailAtItsTime() throws Exception {
    subscriber("anna", "Asia/Kathmandu", 12);
    task("t1", "Paint <the> \"fence\"", "anna", null, "2026-11-21T06:30:00.123456Z");
    startMailer();
    drain();
    assertThat(count("reminder.decision")).isZero();
    ahead = ahead.plusMinutes(30).plusSeconds(1);
    untilMails(1);
    SmtpFake.Got mail = smtp.mails.getFirst();
    assertThat(mail.id()).isEqualTo("task:t1:2026-11-21T06:30:00.123456Z");
    assertThat(mail.to()).isEqualTo("anna@example.org");
    assertThat(mail.subject()).isEqualTo("Reminder: Paint <the> \"fence\"");
    assertThat(mail.text()).contains("Saturday, 21 November 2026 (Asia/Kathmandu)", "https://board.test/tasks/t1");
    assertThat(mail.html()).contains("Paint &lt;the&gt; &quot;fence&quot;").doesNotContain("<the>");
    nothingElseComes(1);
  }

  @Test
  void digestComesOnceWithOverdueTasksApart() throws Exception {
    subscriber("anna", "UTC", 7);
    subscriber("ben", "UTC", 7);
    task("t1", "Today", "anna", "2026-11-21", null);
    task("t2", "Late", "anna", "2026-11-19", null);
    task("t3", "Tomorrow", "anna", "2026-11-22", null);
    task("t4", "Late too", "ben", "2026-11-20", null);
    startMailer();
    ahead = ahead.plusHours(1);
    untilMails(1);
    assertThat(smtp.subjects()).containsExactly("1 task due today, 1 overdue");
    assertThat(spied()).containsExactly(
        """
            {"message_id":"digest:anna:2026-11-21","kind":"digest",\
            "user":{"username":"anna","email":"anna@example.org","time_zone":"UTC"},"date":"2026-11-21",\
            "tasks":[{"id":"t1","name":"Today","due":"2026-11-21","status":"todo","sprint":null}],\
            "overdue":[{"id":"t2","name":"Late","due":"2026-11-19","status":"todo","sprint":null}],\
            "due_count":1,"overdue_count":1}""");
    assertThat(outcomes()).containsEntry("digest:anna:2026-11-21", "sent").containsEntry("digest:ben:2026-11-21",
        "nothing-due");
    nothingElseComes(1);
  }

  @Test
  void aDateOnWhichNothingWasDueIsDecidedAnewAtALaterHourAndOneThatWasSentIsNot() throws Exception {
    subscriber("anna", "UTC", 7);
    startMailer();
    ahead = ahead.plusHours(1);
    drain();
    assertThat(outcomes()).containsEntry("digest:anna:2026-11-21", "nothing-due");
    task("t1", "Today", "anna", "2026-11-21", null);
    subscriber("anna", "UTC", 9);
    assertThat(outcomes()).isEmpty();
    drain();
    assertThat(outcomes()).isEmpty();
    ahead = ahead.plusHours(2);
    untilMails(1);
    assertThat(outcomes()).containsEntry("digest:anna:2026-11-21", "sent");
    task("t2", "Today too", "anna", "2026-11-21", null);
    subscriber("anna", "UTC", 11);
    subscriber("anna", "America/Denver", 11);
    ahead = ahead.plusHours(12);
    nothingElseComes(1);
  }

  @Test
  void digestListsTasksByNameAsPeopleReadThem() throws Exception {
    subscriber("anna", "UTC", 7);
    List<String> names = List.of("apples", "\u00c4rger", "Beans", "Row 2", "Row 10");
    for (int i = names.size() - 1; i >= 0; i--) {
      task("d" + i, names.get(i), "anna", "2026-11-21", null);
      task("o" + i, names.get(i), "anna", "2026-11-20", null);
    }
    startMailer();
    ahead = ahead.plusHours(1);
    untilMails(1);
    JsonNode message = new JsonMapper().readTree(spied().getFirst());
    assertThat(message.get("tasks").findValuesAsText("name")).isEqualTo(names);
    assertThat(message.get("overdue").findValuesAsText("name")).isEqualTo(names);
  }

  @Test
  void digestCountsAllTasksAndListsSome() throws Exception {
    subscriber("anna", "UTC", 7);
    sql("""
        insert into reminder.task (id, name, assigned, due, status, remind_pending, deleted, revision)
        select 't' || n, 'Task ' || n, 'anna', case when n <= 520 then date '2026-11-21' else date '2026-11-01' end,
          'todo', false, false, 1 from generate_series(1, 1120) n""");
    startMailer();
    ahead = ahead.plusHours(1);
    untilMails(1);
    SmtpFake.Got mail = smtp.mails.getFirst();
    assertThat(mail.subject()).isEqualTo("520 tasks due today, 600 overdue");
    assertThat(mail.text().split("https://board.test/tasks/")).hasSize(51);
    assertThat(mail.text()).contains("and 480 more", "and 590 more");
    JsonNode message = new JsonMapper().readTree(spied().getFirst());
    assertThat(message.get("tasks")).hasSize(400);
    assertThat(message.get("overdue")).hasSize(100);
    assertThat(message.get("due_count").asInt()).isEqualTo(520);
    assertThat(message.get("overdue_count").asInt()).isEqualTo(600);
  }

  @Test
  void whatWasChangedInTimeReminds() throws Exception {
    subscriber("anna", "UTC", 7);
    subscriber("ben", "UTC", 7);
    sql("update reminder.subscriber set digest = false where username = 'ben'");
    for (String id : List.of("done", "deleted", "cleared", "given", "unassigned"))
      task(id, id, "anna", "2026-11-21", "2026-11-21T06:30:00Z");
    change("done", 2, "status", TaskStatus.TODO, TaskStatus.DONE);
    apply(new TaskEvent.Deleted(new TaskId("deleted"), Optional.empty(), STAMP), "deleted", 2);
    change("cleared", 2, "remindAt", Optional.of(Instant.EPOCH), Optional.empty());
    change("given", 2, "assigned", Optional.of(new Username("anna")), Optional.of(new Username("ben")));
    change("unassigned", 2, "assigned", Optional.of(new Username("anna")), Optional.empty());
    ahead = ahead.plusHours(1);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("task:done:2026-11-21T06:30:00Z", "task-done",
        "task:deleted:2026-11-21T06:30:00Z", "task-deleted", "task:given:2026-11-21T06:30:00Z", "sent",
        "task:unassigned:2026-11-21T06:30:00Z", "not-assigned", "digest:anna:2026-11-21", "sent",
        "digest:ben:2026-11-21", "digest-off"));
  }

  @Test
  void datesThatAClockTookForMissedByMistakeAreDecidedWhenTheyCome() throws Exception {
    subscriber("anna", "UTC", 7);
    for (int day = 21; day <= 24; day++)
      task("t" + day, "Task", "anna", "2026-11-" + day, null);
    Duration right = ahead;
    ahead = right.plusDays(2).plusHours(2);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "missed", "digest:anna:2026-11-22", "missed",
        "digest:anna:2026-11-23", "sent"));
    ahead = right.plusMinutes(61);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "sent", "digest:anna:2026-11-23", "sent"));
    ahead = right.plusDays(1).plusHours(2);
    drain();
    ahead = right.plusDays(3).plusHours(2);
    drain();
    assertThat(outcomes()).isEqualTo(Map.of("digest:anna:2026-11-21", "sent", "digest:anna:2026-11-22", "sent",
        "digest:anna:2026-11-23", "sent", "digest:anna:2026-11-24", "sent"));
    await().until(() -> queues.messageCount(SPY) == 4);
  }

  @Test
  void anEventThatComesAgainChangesNothing() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusMinutes(31);
    drain();
    task("t1", "Once", "anna", null, "2026-11-21T06:30:00Z");
    sql("update reminder.task set remind_pending = true"); // as after a rebuild of the view
    drain();
    assertThat(count("reminder.outbox")).isEqualTo(1);
    assertThat(spied()).hasSize(1);
  }

  @Test
  void aViewThatIsBehindRemindsOfNothingThatMayHaveChanged() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Stale", "anna", null, "2026-11-21T06:30:00Z");
    ahead = ahead.plusHours(2);
    new ReminderRun(dataSource, outbox, clock, InstantSource.fixed(Instant.parse("2026-11-21T06:29:00Z"))).step();
    assertThat(count("reminder.decision")).isZero();
  }

  @Test
  void machineThatIsTenMinutesAheadRemindsOfNothingEarly() throws Exception {
    subscriber("anna", "UTC", 7);
    InstantSource machine = () -> Instant.now().plusSeconds(600);
    DatabaseClock shared = DatabaseClock.of(dataSource, machine);
    Instant at = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
    task("t1", "Early", "anna", null, at.toString());
    new ReminderRun(dataSource, outbox, shared, shared).step();
    assertThat(count("reminder.decision where kind = 'task'")).isZero();
    new ReminderRun(dataSource, outbox, machine, machine).step();
    assertThat(count("reminder.decision where kind = 'task'")).as("by the machine's clock").isEqualTo(1);
  }

  @Test
  void twoSchedulersAtOnceSendOnce() throws Exception {
    for (int i = 0; i < 10; i++)
      subscriber("person" + i, "UTC", 7);
    for (int i = 0; i < 300; i++)
      task("t" + i, "Task " + i, "person" + i % 10, "2026-11-21", "2026-11-21T06:30:00Z");
    startMailer();
    ahead = ahead.plusHours(1);
    ActorTestKit actors = ActorTestKit.create();
    parts.addFirst(actors::shutdownTestKit);
    try (Amqp other = new Amqp(gate.url())) {
      Outbox second = new Outbox(dataSource, other, clock);
      actors.spawn(ReminderScheduler.create(run, Executors.newVirtualThreadPerTaskExecutor()));
      actors.spawn(ReminderScheduler.create(new ReminderRun(dataSource, second, clock, clock),
          Executors.newVirtualThreadPerTaskExecutor()));
      await().atMost(Duration.ofSeconds(60)).until(() -> smtp.mails.size() >= 310);
    }
    assertThat(smtp.mails.stream().map(SmtpFake.Got::id)).doesNotHaveDuplicates().hasSize(310);
    assertThat(spied()).hasSize(310);
  }

  @Test
  void whatWasMailedAMonthAgoLeavesTheOutboxAndIsNotMailedAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Long ago", "anna", null, "2026-11-21T06:10:00Z");
    task("t2", "Published, but never mailed", "anna", null, "2026-11-21T06:20:00Z");
    task("t3", "Of late", "anna", null, "2026-11-21T06:30:00Z");
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(3);
    await().until(() -> count("reminder.delivery where state = 'sent'") == 3);
    sql("update reminder.outbox set sent_at = sent_at - interval '29 days' where message_id like 'task:t3:%'");
    sql("update reminder.outbox set sent_at = sent_at - interval '31 days' where message_id not like 'task:t3:%'");
    sql("delete from reminder.delivery where message_id like 'task:t2:%'");
    new OutboxCleaner(dataSource, clock).clean();
    assertThat(count("reminder.outbox where message_id like 'task:t1:%'")).isZero();
    assertThat(count("reminder.outbox")).isEqualTo(2);
    sql("update reminder.task set remind_pending = true"); // as after a rebuild of the view
    drain();
    assertThat(count("reminder.outbox where sent_at is null")).isZero();
    assertThat(outcomes()).hasSize(3);
  }

  @Test
  void aWayBackIntoAnAccountIsMailedAndForgotten() throws Exception {
    startMailer();
    queues.queueBind(SPY, Amqp.MAIL, "#");
    Messages.Person anna = new Messages.Person("anna", "anna@example.org", "UTC");
    add(new Messages.PasswordReset("password-reset:1", Messages.PASSWORD_RESET, anna, "s3cret",
        clock.instant().plusSeconds(3600)));
    add(new Messages.PasswordReset("password-reset:2", Messages.PASSWORD_RESET, anna, "0ld", clock.instant()));
    untilMails(1);
    assertThat(smtp.mails.getFirst().text()).contains("https://board.test/reset?token=s3cret");
    await().until(() -> count("reminder.outbox where payload is null") == 2);
    assertThat(spied()).hasSize(2);
    nothingElseComes(1);
  }
}
