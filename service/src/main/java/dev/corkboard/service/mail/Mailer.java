package dev.corkboard.service.mail;

import dev.corkboard.service.amqp.Amqp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** The mailer of a node, which mails what comes through the queue. */
public final class Mailer implements AutoCloseable {
  private final Amqp amqp;
  private final Smtp smtp;
  private final MailRun run;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Amqp.Subscription subscription;

  public Mailer(DataSource dataSource, Amqp amqp, MailSettings settings, InstantSource clock) {
    this.amqp = amqp;
    smtp = new Smtp(settings.smtp());
    MailServer server = new SmtpMails(smtp, new MailTemplates(settings.publicUrl(), settings.facts()), clock);
    run = new MailRun(new MailRun.Parts(new DeliveryTable(dataSource), server, amqp, this::pause, clock,
        () -> ThreadLocalRandom.current().nextDouble()), settings.retry(), settings.attempts());
  }

  public void start() {
    subscription = amqp.consume(Amqp.MAILER, run::handle);
  }

  /** Finishes the mail at hand. */
  @Override
  public void close() {
    closing.countDown();
    if (subscription != null) subscription.close();
    smtp.close();
  }

  private void pause(Duration wait) throws MailRun.Closing {
    try {
      if (closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) throw new MailRun.Closing();
    } catch (InterruptedException stop) {
      throw new MailRun.Closing();
    }
  }
}
