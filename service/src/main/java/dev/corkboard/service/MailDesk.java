package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.clock.DatabaseClock;
import dev.corkboard.service.mail.DeadMail;
import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.mail.DeadQueue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The dead mails of a store, for an operator's commands, whether a node runs or not. */
final class MailDesk implements AutoCloseable {
  /** A node publishes within a second or two. */
  private static final Duration SENT_WITHIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  /** What has become of mails that are tried again. */
  record Result(long sent, long waiting, long dead) {}

  private final Store store;
  private final HikariDataSource main;
  private final DeadMails mails;

  private MailDesk(Store store) {
    this.store = store;
    this.main = store.settings().database().patientPool("mail");
    this.mails = new DeadMails(main, DatabaseClock.of(main));
  }

  static MailDesk in(Map<String, String> env) {
    return new MailDesk(Store.existing(env));
  }

  DeadMails mails() {
    return mails;
  }

  /** Of all that are dead now. */
  List<String> ids() {
    return mails.pages().flatMap(List::stream).map(DeadMail::messageId).toList();
  }

  /** Until none is on its way, some seconds at most. */
  Result await(List<String> ids) {
    long deadline = System.nanoTime() + SENT_WITHIN.toNanos();
    Result result = result(ids);
    while (result.waiting() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
      result = result(ids);
    }
    return result;
  }

  /** Takes copies away that have no dead mail any more; what to say if that was not possible. */
  Optional<String> clearQueue() {
    Optional<URI> url = store.broker();
    if (url.isEmpty()) return Optional.empty(); // no broker, no copies
    try (Amqp amqp = new Amqp(url.get())) {
      new DeadQueue(amqp, mails).bringInStep();
      return Optional.empty();
    } catch (IOException away) {
      return Optional.of("The broker does not answer; a running node clears the queue " + Amqp.MAILER_DEAD
          + " when it is back.");
    }
  }

  static SettingsException unknown(String messageId) {
    return new SettingsException("No dead mail has the message_id " + messageId + ". See corkboard mail dead.");
  }

  private Result result(List<String> ids) {
    Map<String, Long> states = mails.states(ids);
    long dead = states.getOrDefault("dead", 0L);
    long waiting = states.getOrDefault("retry", 0L) + states.getOrDefault("sending", 0L);
    return new Result(ids.size() - dead - waiting, waiting, dead);
  }

  @Override
  public void close() {
    main.close();
    store.close();
  }
}
