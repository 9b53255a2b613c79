package dev.corkboard.service.http;

import static dev.corkboard.service.http.Right.LOCAL;

import dev.corkboard.readmodel.json.Json;
import dev.corkboard.service.embedded.CaughtMail;
import dev.corkboard.service.embedded.LocalMailbox;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Shows the mails that the embedded mailbox caught; only where it is embedded, and not to the network. */
public final class MailRoutes {
  private static final int PATIENCE_SECONDS = 2;

  private record Mails(List<CaughtMail> results) {}

  private final LocalMailbox mailbox;
  /** One answer is made at a time, and all who ask until the next mail comes share it. */
  private final ReentrantLock turn = new ReentrantLock();
  private OptionalLong madeAt = OptionalLong.empty();
  private byte[] made;

  public MailRoutes(LocalMailbox mailbox) {
    this.mailbox = mailbox;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/dev/mail", LOCAL, call -> list()));
  }

  private Answer list() throws IOException, InterruptedException {
    if (!turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS))
      return Problem.unavailable("Others read the mails.").answer();
    try {
      OptionalLong now = OptionalLong.of(mailbox.state());
      if (!now.equals(madeAt)) {
        made = Json.bytes(new Mails(mailbox.list()));
        madeAt = now;
      }
      return Answer.json(200, made);
    } finally {
      turn.unlock();
    }
  }
}
