package dev.corkboard.service.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.mail.DeadQueue;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.RejectException;

/** What cannot be mailed: put off, refused, or no message at all. */
class DeadLettersIT extends ReminderParts {

  @Test
  void poisonEndsInTheDeadLetterQueue() throws Exception {
    startMailer();
    for (String poison : List.of("{", "null", "{\"kind\":\"digest\"}", "{\"kind\":\"x\",\"message_id\":\"y\"}"))
      queues.basicPublish(Amqp.REMINDERS, "reminder.digest", null, poison.getBytes(StandardCharsets.UTF_8));
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 4);
    nothingElseComes(0);
    DeadMails dead = new DeadMails(dataSource, clock);
    assertThat(dead.list(Optional.empty(), 10)).hasSize(4).allMatch(mail -> mail.kind().equals("poison"));
    assertThat(dead.retryAll(10)).isEqualTo(new DeadMails.Outcome(0, 4));
  }

  @Test
  void aMailThatTheServerPutsOffComesAgain() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Later", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(451, "try again later"));
    smtp.refusals.add(new RejectException(450, "not yet"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    untilMails(1);
    assertThat(smtp.refusals).isEmpty();
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 3") == 1);
    assertThat(spied()).hasSize(1); // other queues see no repeats
    nothingElseComes(1);
  }

  @Test
  void aMailThatTheServerRefusesForGoodIsDead() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Nobody", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(550, "no such user"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    await().until(() -> {
      run.step();
      return queues.messageCount(Amqp.MAILER_DEAD) == 1;
    });
    await().until(() -> count("reminder.delivery where state = 'dead' and last_error like '%no such user%'") == 1);
    nothingElseComes(0);
  }

  @Test
  void aDeadMailThatIsTriedAgainIsSentOnceAndLeavesTheQueue() throws Exception {
    subscriber("anna", "UTC", 7);
    task("t1", "Refused", "anna", null, "2026-11-21T06:30:00Z");
    smtp.refusals.add(new RejectException(550, "no such user"));
    startMailer();
    ahead = ahead.plusMinutes(31);
    DeadMails dead = new DeadMails(dataSource, clock);
    await().until(() -> {
      run.step();
      return dead.count() == 1;
    });
    String id = "task:t1:2026-11-21T06:30:00Z";
    assertThat(dead.retry(id)).isEqualTo(DeadMails.Retried.ACCEPTED);
    assertThat(dead.retry(id)).isEqualTo(DeadMails.Retried.UNKNOWN);
    untilMails(1);
    await().until(() -> count("reminder.delivery where state = 'sent' and attempts = 1") == 1);
    assertThat(new DeadQueue(amqp, dead).bringInStep()).isEqualTo(1);
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isZero();
    assertThat(spied()).hasSize(1); // other queues see no repeats
    nothingElseComes(1);
  }

  @Test
  void theDeadLetterQueueHasEachDeadMailOnce() throws Exception {
    startMailer();
    queues.basicPublish("", Amqp.MAILER, null, "{".getBytes(StandardCharsets.UTF_8));
    DeadMails dead = new DeadMails(dataSource, clock);
    await().until(() -> dead.count() == 1);
    DeadQueue queue = new DeadQueue(amqp, dead);
    queues.queuePurge(Amqp.MAILER_DEAD);
    assertThat(queue.bringInStep()).isZero(); // what the broker has lost is put there again
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 1);
    queues.basicPublish("", Amqp.MAILER_DEAD, null, "{".getBytes(StandardCharsets.UTF_8));
    queues.basicPublish("", Amqp.MAILER_DEAD, null, "[".getBytes(StandardCharsets.UTF_8));
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 3);
    assertThat(queue.bringInStep()).isEqualTo(1);
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 2);
    assertThat(dead.list(Optional.empty(), 10)).hasSize(2);
    dead.list(Optional.empty(), 10).forEach(mail -> assertThat(dead.discard(mail.messageId())).isTrue());
    assertThat(queue.bringInStep()).isEqualTo(2);
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isZero();
  }

  @Test
  void aCopyThatSomebodyElseHeldMeanwhileIsTakenAwayTheNextTime() throws Exception {
    startMailer();
    queues.basicPublish("", Amqp.MAILER, null, "{".getBytes(StandardCharsets.UTF_8));
    DeadMails dead = new DeadMails(dataSource, clock);
    await().until(() -> dead.count() == 1 && queues.messageCount(Amqp.MAILER_DEAD) == 1);
    AtomicInteger connections = new AtomicInteger(Integer.MAX_VALUE);
    AtomicLong held = new AtomicLong();
    DeadQueue queue = new DeadQueue(amqp, new DeadMails(afterSome(connections, () -> release(held.get())), clock));
    queue.keepInStep();
    dead.list(Optional.empty(), 10).forEach(mail -> assertThat(dead.discard(mail.messageId())).isTrue());
    held.set(queues.basicGet(Amqp.MAILER_DEAD, false).getEnvelope().getDeliveryTag());
    connections.set(2); // one counts the rows; then no copy is found; the other lists the rows
    queue.keepInStep();
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isEqualTo(1);
    queue.keepInStep();
    assertThat(queues.messageCount(Amqp.MAILER_DEAD)).isZero();
  }

  private Void release(long held) throws IOException {
    queues.basicNack(held, false, true);
    await().until(() -> queues.messageCount(Amqp.MAILER_DEAD) == 1);
    return null;
  }

  /** Does something before it gives the last of so many connections. */
  private DataSource afterSome(AtomicInteger connections, Callable<Void> then) {
    return (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(), new Class<?>[]{DataSource.class},
        (self, method, arguments) -> {
          if (method.getName().equals("getConnection") && connections.decrementAndGet() == 0) then.call();
          return method.invoke(dataSource, arguments);
        });
  }
}
