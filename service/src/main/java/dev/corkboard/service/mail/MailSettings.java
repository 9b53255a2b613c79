package dev.corkboard.service.mail;

import dev.corkboard.domain.reminder.Backoff;
import java.net.URI;
import java.time.Duration;

/** How mails look and leave; after so many attempts a mail that the server puts off is given up. */
public record MailSettings(SmtpSettings smtp, URI publicUrl, Backoff retry, int attempts,
    MailFacts facts) {

  /** Twelve attempts within some three hours. */
  public MailSettings(SmtpSettings smtp, URI publicUrl, MailFacts facts) {
    this(smtp, publicUrl, new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(30)), 12, facts);
  }
}
