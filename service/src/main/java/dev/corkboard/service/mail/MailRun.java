package dev.corkboard.service.mail;

import dev.corkboard.domain.reminder.Backoff;
import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.domain.reminder.MailFate;
import dev.corkboard.domain.reminder.Memory;
import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.amqp.Broker;
import dev.corkboard.service.mail.Deliveries.Claim;
import dev.corkboard.service.mail.Deliveries.End;
import dev.corkboard.service.meter.Counts;
import dev.corkboard.service.reminder.Messages.Message;
import dev.corkboard.service.reminder.Messages.Reminder;
import dev.corkboard.service.reminder.Messages.Secret;
import dev.corkboard.service.reminder.Messages;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails one message after the other: so a crash repeats at most the one mail whose acceptance by the SMTP server was not
 * stored yet. What cannot be mailed ends in the dead-letter queue.
 */
public final class MailRun {
  private static final Logger log = LoggerFactory.getLogger(MailRun.class);
  private static final Backoff OUTAGE = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
  private static final String ATTEMPTS = "x-attempts";
  /** A message that makes us fail in ways unforeseen. */
  private static final int MOST_FAILURES = 5;

  /** What a mailer works with; chance is a random number from 0 to 1. */
  public record Parts(Deliveries deliveries, MailServer server, Broker broker, Pauses pauses, InstantSource clock,
      DoubleSupplier chance) {}

  /** Waits, unless the mailer is being closed. */
  public interface Pauses {
    void pause(Duration wait) throws Closing;
  }

  /** We are being closed: the message stays with the broker. */
  public static final class Closing extends Exception {}

  private interface Step<T> {
    T run() throws SQLException, MessagingException;
  }

  private interface Action {
    void run() throws SQLException, MessagingException;
  }

  private final Deliveries deliveries;
  private final MailServer server;
  private final Broker broker;
  private final Pauses pauses;
  private final InstantSource clock;
  private final DoubleSupplier chance;
  private final Backoff retry;
  private final int mostAttempts;

  public MailRun(Parts parts, Backoff retry, int mostAttempts) {
    deliveries = parts.deliveries();
    server = parts.server();
    broker = parts.broker();
    pauses = parts.pauses();
    clock = parts.clock();
    chance = parts.chance();
    this.retry = retry;
    this.mostAttempts = mostAttempts;
  }

  /** When this returns, the message may be acked. */
  public void handle(Amqp.Delivery delivery) throws Closing, SQLException {
    Message message;
    try {
      message = Messages.read(delivery.body());
    } catch (IOException | RuntimeException poison) {
      keepPoison(delivery, "not a message of ours: " + poison.getClass().getSimpleName());
      return;
    }
    try {
      deliver(message, delivery);
    } catch (SQLException | RuntimeException unforeseen) {
      log.error("Mailing {} failed", message.messageId(), unforeseen);
      again(message, delivery, unforeseen);
    }
  }

  private void deliver(Message message, Amqp.Delivery delivery) throws Closing, SQLException {
    insistOn(server::connect);
    switch (insist(() -> deliveries.claim(message))) {
      case Claim.Settled settled -> log.debug("{} came again", message.messageId());
      case Claim.Busy(var till) -> insistOn(() -> deliveries.lookAgain(message, till.plusSeconds(1)));
      case Claim.Mine mine when expired(message) -> expire(message);
      case Claim.Mine mine -> send(message, delivery, mine);
    }
  }

  private void send(Message message, Amqp.Delivery delivery, Claim.Mine mine) throws Closing, SQLException {
    MailServer.Reply reply = server.send(message);
    // From the server's yes until it is stored is the only time in which a crash can repeat a mail.
    after(reply.answer(), reply.words(), message, delivery, mine);
  }

  private void after(Answer answer, String error, Message message, Amqp.Delivery delivery, Claim.Mine mine)
      throws Closing, SQLException {
    switch (MailFate.after(answer, mine.attempts(), mostAttempts)) {
      case SENT -> {
        settle(message, End.SENT, "");
        Counts.mail(Counts.Mail.SENT);
      }
      case AGAIN -> putOff(message, mine, error);
      case REFUSED -> giveUp(message, delivery, error, Counts.Mail.REFUSED);
      case GIVEN_UP -> giveUp(message, delivery, error, Counts.Mail.DEAD);
    }
  }

  private void expire(Message message) throws Closing, SQLException {
    settle(message, End.EXPIRED, "");
    Counts.mail(Counts.Mail.EXPIRED);
  }

  private void putOff(Message message, Claim.Mine mine, String error) throws Closing, SQLException {
    Instant at = clock.instant().plus(retry.after(mine.attempts(), chance.getAsDouble()));
    log.info("{} comes again at {}: {}", message.messageId(), at, error);
    insistOn(() -> deliveries.retry(message, mine, at, error));
    Counts.mail(Counts.Mail.RETRIED);
  }

  private void giveUp(Message message, Amqp.Delivery delivery, String error, Counts.Mail result)
      throws Closing, SQLException {
    dead(message.messageId(), delivery, error);
    settle(message, End.DEAD, error);
    Counts.mail(result);
  }

  private void settle(Message message, End end, String error) throws Closing, SQLException {
    insistOn(() -> deliveries.settle(message, end, error, clock.instant()));
  }

  /** A reminder of long ago may have been mailed, and nobody knows any more. */
  private boolean expired(Message message) {
    Instant now = clock.instant();
    return switch (message) {
      case Secret secret -> secret.expiresAt().isBefore(now);
      case Reminder reminder -> !Memory.reachesBack(reminder.date(), now);
    };
  }

  /** Counts failures that our memory could not count, in a header of the message. */
  private void again(Message message, Amqp.Delivery delivery, Exception failure) throws Closing, SQLException {
    int failures = delivery.headers().get(ATTEMPTS) instanceof Number before ? before.intValue() + 1 : 1;
    String error = failure.getClass().getSimpleName();
    if (failures >= MOST_FAILURES) {
      if (failure instanceof SQLException) keepPoison(delivery, "its row cannot be written: " + error);
      else
        giveUp(message, delivery, error, Counts.Mail.DEAD);
      return;
    }
    pauses.pause(OUTAGE.after(failures, chance.getAsDouble()));
    publish(new Amqp.Message(message.messageId(), "", Amqp.MAILER, Map.of(ATTEMPTS, failures), delivery.body()));
  }

  private void keepPoison(Amqp.Delivery delivery, String error) throws Closing, SQLException {
    Letter letter = Letter.poison(delivery.body());
    dead(letter.id(), delivery, error);
    insistOn(() -> deliveries.keepPoison(letter, error, clock.instant()));
    Counts.mail(Counts.Mail.DEAD);
  }

  /** Before the row is written: if we are killed in between, the message comes again. */
  private void dead(String id, Amqp.Delivery delivery, String error) throws Closing {
    log.error("A mail is dead ({}): {}", id, error);
    String reason = error.substring(0, Math.min(500, error.length()));
    publish(DeadQueue.copy(id, delivery.body(), reason));
  }

  /** The message at hand is acked only after this, so it is in one queue at least. */
  private void publish(Amqp.Message message) throws Closing {
    for (int failed = 1; !broker.publish(List.of(message)).problems().isEmpty(); failed++)
      pauses.pause(OUTAGE.after(failed, chance.getAsDouble()));
  }

  private void insistOn(Action action) throws Closing, SQLException {
    insist(() -> {
      action.run();
      return null;
    });
  }

  /** Waits here while the database or the SMTP server is away: what waits in the queue could not be mailed either. */
  private <T> T insist(Step<T> step) throws Closing, SQLException {
    for (int failed = 1;; failed++) {
      try {
        return step.run();
      } catch (SQLException failure) {
        if (!Outage.isBehind(failure)) throw failure; // about this one message
        warn(failed, failure);
      } catch (MessagingException failure) {
        warn(failed, failure);
      }
      pauses.pause(OUTAGE.after(failed, chance.getAsDouble()));
    }
  }

  private static void warn(int failed, Exception failure) {
    if (failed == 1) log.warn("Mails wait: {}", failure.getMessage());
  }
}
