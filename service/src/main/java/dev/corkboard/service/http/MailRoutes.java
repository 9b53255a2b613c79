package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.OPEN;

import dev.corkboard.service.embedded.CaughtMail;
import java.io.IOException;
import java.util.List;

/** Shows the mails that the embedded mailbox caught; only where it is embedded. */
public final class MailRoutes {

  /** Where the mails are. */
  public interface Mailbox {
    List<CaughtMail> list() throws IOException;
  }

  private record Mails(List<CaughtMail> results) {}

  private final Mailbox mailbox;

  public MailRoutes(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/dev/mail", OPEN, call -> Answer.ok(new Mails(mailbox.list()))));
  }
}
