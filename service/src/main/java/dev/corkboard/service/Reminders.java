package dev.corkboard.service;

import dev.corkboard.domain.task.TaskEvent;
import dev.corkboard.readmodel.journal.JournalEvent;
import dev.corkboard.readmodel.projection.AfterCommit;
import dev.corkboard.readmodel.projection.Projections;
import dev.corkboard.readmodel.projection.View;
import dev.corkboard.readmodel.projection.ViewStatus;
import dev.corkboard.readmodel.query.Arrivals;
import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.mail.DeadMails;
import dev.corkboard.service.mail.DeadQueue;
import dev.corkboard.service.mail.MailFacts;
import dev.corkboard.service.mail.MailSettings;
import dev.corkboard.service.mail.Mailer;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.OutboxCleaner;
import dev.corkboard.service.reminder.RecordCleaner;
import dev.corkboard.service.reminder.ReminderRun;
import dev.corkboard.service.reminder.ReminderScheduler;
import dev.corkboard.service.reminder.ReminderTasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;

/** From the tasks' events to the mails: the reminders' view, the scheduler, the broker and the mailer of one node. */
final class Reminders implements AutoCloseable {
  static final String VIEW = "reminders";
  private static final Duration DEAD_QUEUE = Duration.ofSeconds(10);
  private static final Duration CLEANING = Duration.ofHours(1);
  private static final String TASK = "task";

  private final Amqp amqp;
  private final Outbox outbox;
  private final Mailer mailer;
  private final Arrivals arrivals;

  private Reminders(Amqp amqp, Outbox outbox, Mailer mailer, Arrivals arrivals) {
    this.arrivals = arrivals;
    this.amqp = amqp;
    this.outbox = outbox;
    this.mailer = mailer;
  }

  static Reminders start(ActorSystem<?> system, Settings settings, Pools pools, Projections projections,
      Executor blocking, MailFacts facts, Clock clock) {
    DataSource database = pools.main();
    Amqp amqp = new Amqp(settings.rabbitmq());
    Arrivals arrivals = new Arrivals(database, Map.of(TASK, "reminder.task"));
    Outbox outbox = new Outbox(database, amqp, clock);
    Mailer mailer = new Mailer(database, amqp, new MailSettings(settings.smtp(), settings.http().publicUrl(), facts),
        clock);
    Reminders reminders = new Reminders(amqp, outbox, mailer, arrivals);
    projections.start(view(pools.reminders(), arrivals::committed), Views.GATHERING);
    ReminderRun run = new ReminderRun(database, outbox, clock, () -> horizon(projections, clock));
    ReminderScheduler.startOnCluster(system, run, blocking);
    mailer.start();
    DeadQueue dead = new DeadQueue(amqp, new DeadMails(database, clock));
    system.scheduler().scheduleWithFixedDelay(DEAD_QUEUE, DEAD_QUEUE, () -> blocking.execute(dead::keepInStep),
        system.executionContext());
    OutboxCleaner cleaner = new OutboxCleaner(database, clock);
    RecordCleaner records = new RecordCleaner(database, clock);
    for (Runnable cleaning : List.<Runnable>of(cleaner::clean, records::clean))
      system.scheduler().scheduleWithFixedDelay(CLEANING, CLEANING, () -> blocking.execute(cleaning),
          system.executionContext());
    return reminders;
  }

  /** What the reminders know of tasks. */
  static View view(DataSource database) {
    return view(database, AfterCommit.NOTHING);
  }

  private static View view(DataSource database, AfterCommit afterCommit) {
    return new View(VIEW, Set.of(TASK), "reminder", ReminderTasks.TABLES, database, afterCommit);
  }

  /** Waits until the reminders know of a change of a task; they know nothing of anything else. */
  boolean awaitReached(String kind, String id, long revision, Duration atMost) {
    return !arrivals.knows(kind) || arrivals.awaitReached(kind, id, revision, atMost);
  }

  boolean isConnected() {
    return amqp.connected();
  }

  Outbox outbox() {
    return outbox;
  }

  /** Up to when the view is complete; while that is unknown, nothing is due. */
  private static Instant horizon(Projections projections, Clock clock) {
    Instant now = clock.instant();
    return projections.status(VIEW).map(status -> now.minus(status.head().lag())).orElse(Instant.EPOCH);
  }

  @Override
  public void close() {
    mailer.close();
    amqp.close();
  }
}
