package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.corkboard.service.amqp.Amqp;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is forgotten after a year, and that nothing is sent again for it. */
class RecordCleanerIT extends ReminderParts {

  @Test
  void whatWasSentAYearAgoIsForgottenAndNeverSentAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Long ago", "anna", null, "2026-11-21T06:10:00Z");
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(1);
    await().until(() -> count("reminder.delivery where state = 'sent'") == 1);
    byte[] message = spied().getFirst().getBytes(StandardCharsets.UTF_8);
    ahead = ahead.plusDays(366);
    new RecordCleaner(dataSource, clock).clean();
    assertThat(count("reminder.delivery")).as("the database's clock says that it is young").isEqualTo(1);
    sql("update reminder.delivery set created_at = created_at - interval '2 years'");
    new RecordCleaner(dataSource, clock).clean();
    assertThat(count("reminder.decision") + count("reminder.delivery") + count("reminder.outbox")).isZero();
    sql("update reminder.task set remind_pending = true"); // as after a rebuild of the view
    queues.basicPublish("", Amqp.MAILER, new BasicProperties.Builder().deliveryMode(2).build(), message);
    drain();
    assertThat(outcomes()).containsEntry("task:t1:2026-11-21T06:10:00Z", "missed");
    assertThat(count("reminder.outbox")).isZero();
    await().until(() -> count("reminder.delivery where state = 'expired'") == 1);
    nothingElseComes(1);
  }

  @Test
  void whatIsYoungerStaysAndWhatIsOldGoesInBatches() throws Exception {
    plant(2_500, "400 days", "sent");
    plant(3, "364 days", "sent");
    plant(4, "400 days", "retry");
    new RecordCleaner(dataSource, clock).clean();
    assertThat(count("reminder.decision")).isEqualTo(3);
    assertThat(count("reminder.outbox")).isEqualTo(3);
    assertThat(count("reminder.delivery where state = 'sent'")).isEqualTo(3);
    assertThat(count("reminder.delivery where state = 'retry'")).isEqualTo(4);
  }

  /** It leaves the dead-letter queue first, where a copy without a row would be taken for a new one. */
  @Test
  void deadMailIsDiscardedAndForgottenAMonthLater() throws Exception {
    plant(1, "366 days", "dead");
    RecordCleaner cleaner = new RecordCleaner(dataSource, clock);
    cleaner.clean();
    assertThat(count("reminder.delivery where state = 'discarded' and body is null")).isEqualTo(1);
    ahead = ahead.plusDays(28);
    cleaner.clean();
    assertThat(count("reminder.delivery")).isEqualTo(1);
    ahead = ahead.plusDays(2);
    cleaner.clean();
    assertThat(count("reminder.delivery")).isZero();
  }

  @Test
  void whatIsOldIsFoundByIndexes() throws Exception {
    plant(1_000, "400 days", "sent");
    plant(30_000, "100 days", "sent");
    sql("analyze reminder.decision, reminder.outbox, reminder.delivery");
    for (String sql : RecordCleaner.STATEMENTS) {
      assertThat(plan(sql)).as(sql).contains("Index").doesNotContain("Seq Scan on outbox", "Seq Scan on decision",
          "Seq Scan on delivery");
    }
  }

  private String plan(String sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    String then = "'" + clock.instant().minus(Duration.ofDays(365)) + "'::timestamptz";
    try (Connection connection = dataSource.getConnection();
        PreparedStatement explain = connection
            .prepareStatement("explain " + sql.replace("limit ?", "limit 1000").replace("?", then))) {
      ResultSet row = explain.executeQuery();
      while (row.next())
        plan.append(row.getString(1)).append('\n');
    }
    return plan.toString();
  }

  /** So many that were decided, published and delivered so long ago; those that wait have no decision here. */
  private void plant(int count, String age, String state) throws SQLException {
    String old = "'" + clock.instant() + "'::timestamptz - interval '" + age + "'";
    String id = "'task:" + state + age.replace(" days", "") + ":' || i";
    String rows = " from generate_series(1, " + count + ") i";
    sql("insert into reminder.delivery (message_id, kind, username, state, attempts, created_at, dead_at, body) select "
        + id + ", 'task', 'anna', '" + state + "', 1, " + old + ", case when '" + state + "' = 'dead' then " + old
        + " end, case when '" + state + "' = 'dead' then 'x'::bytea end" + rows);
    if (!state.equals("sent")) return;
    sql("insert into reminder.decision (message_id, kind, username, due_at, decided_at, outcome) select " + id
        + ", 'task', 'anna', " + old + ", " + old + ", 'sent'" + rows);
    sql("insert into reminder.outbox (message_id, kind, exchange, routing_key, due_at, sent_at) select " + id
        + ", 'task', '', '', " + old + ", " + old + rows);
  }
}
