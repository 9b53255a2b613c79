package dev.corkboard.service.reminder;

import dev.corkboard.service.amqp.Amqp;
import dev.corkboard.service.amqp.Broker;
import dev.corkboard.service.meter.Counts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages wait here, written with the decision to send them, until the broker has confirmed them. */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  /** With one batch at a time, this many a second at most. */
  private static final int BATCH = 250;
  private static final Duration PACE = Duration.ofMillis(80);

  /** A message to be published when it is due. */
  public record Entry(Messages.Message message, String exchange, String routingKey, Instant dueAt) {

    /** A mail about an account, due at once. */
    public static Entry mail(Messages.Secret message, Instant now) {
      return new Entry(message, Amqp.MAIL, "mail." + message.kind(), now);
    }

    static Entry reminder(Messages.Reminder reminder, Instant dueAt) {
      return new Entry(reminder, Amqp.REMINDERS, "reminder." + reminder.kind(), dueAt);
    }
  }

  private final OutboxStore store;
  private final Broker broker;
  private final InstantSource clock;
  private final Runnable pace;

  public Outbox(DataSource dataSource, Broker broker, InstantSource clock) {
    this(new OutboxTable(dataSource), broker, clock, new Pace());
  }

  /** @param pace waits until the next batch may go */
  public Outbox(OutboxStore store, Broker broker, InstantSource clock, Runnable pace) {
    this.store = store;
    this.broker = broker;
    this.clock = clock;
    this.pace = pace;
  }

  /** Publishes the longest due messages, a batch at most; whether there may be more to do at once. */
  public boolean publishBatch() throws SQLException {
    if (!broker.connected() || !broker.hasRoom()) return false;
    pace.run();
    OutboxStore.Lease lease = store.lease(clock.instant(), BATCH);
    if (lease.messages().isEmpty()) return false;
    Amqp.Published published = broker.publish(lease.messages());
    if (!published.confirmed().isEmpty()) store.markSent(published.confirmed(), lease.till(), clock.instant());
    published.confirmed().forEach(id -> Counts.published(lease.kinds().get(id)));
    if (published.problems().isEmpty()) return lease.messages().size() == BATCH;
    log.warn("{} messages were not confirmed: {}", published.problems().size(),
        published.problems().values().iterator().next());
    store.markProblems(published.problems());
    // What went down with the connection must not be overtaken by what is due later; what the broker refuses may be.
    if (!broker.connected()) store.release(published.problems().keySet(), lease.till());
    return false;
  }

  /**
   * After the broker has lost its queues: what was published in the last days and did not reach its end is published
   * again. The mailer drops what it knows, so this is always safe.
   */
  public int republishUndelivered() throws SQLException {
    return store.unsend(clock.instant().minus(Duration.ofDays(7)));
  }

  /** Keeps batches apart, so that the end of an outage is no storm. */
  private static final class Pace implements Runnable {
    private long nextBatch = System.nanoTime();

    @Override
    public void run() {
      long wait = nextBatch - System.nanoTime();
      if (wait > 0) LockSupport.parkNanos(wait);
      nextBatch = System.nanoTime() + PACE.toNanos();
    }
  }
}
