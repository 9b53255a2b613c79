package dev.corkboard.service.mail;

import dev.corkboard.readmodel.Outage;
import dev.corkboard.service.amqp.Amqp;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the dead-letter queue in step with {@link DeadMails}: a copy of each that is dead, once, and of no other. What
 * somebody else has put there gets a row.
 */
public final class DeadQueue {
  private static final Logger log = LoggerFactory.getLogger(DeadQueue.class);
  private static final String ERROR = "x-error";
  /** What has come to another end than death; the row of what is being sent, say, tells nothing yet. */
  private static final Set<String> OVER = Set.of("sent", "expired", "retry", "discarded");

  private record Extent(long copies, long rows) {}

  /** How many copies were taken away, and what was left. */
  private record Swept(int taken, Extent left) {}

  private final Amqp amqp;
  private final DeadMails mails;
  /** As it was left by what was seen: a copy that somebody held meanwhile is not in it, and so is looked for again. */
  private volatile Extent settled = new Extent(0, 0);

  public DeadQueue(Amqp amqp, DeadMails mails) {
    this.amqp = amqp;
    this.mails = mails;
  }

  static Amqp.Message copy(String id, byte[] body, String error) {
    return new Amqp.Message(id, "", Amqp.MAILER_DEAD, Map.of(ERROR, error), body);
  }

  /** Does nothing while neither the copies nor the rows have become more or fewer, or a backend is away. */
  public void keepInStep() {
    try {
      OptionalLong copies = amqp.depth(Amqp.MAILER_DEAD);
      if (copies.isEmpty()) return;
      Extent now = new Extent(copies.getAsLong(), mails.count());
      if (now.equals(settled)) return;
      settled = sweep().left();
    } catch (IOException | RuntimeException away) {
      log.debug("The dead-letter queue was not looked through: {}", away.toString());
    }
  }

  /** How many copies were taken away. */
  public int bringInStep() throws IOException {
    return sweep().taken();
  }

  private Swept sweep() throws IOException {
    Set<String> there = new HashSet<>();
    int taken = amqp.sweep(Amqp.MAILER_DEAD, delivery -> stays(delivery, there));
    long copies = there.size();
    long rows = 0;
    for (Iterator<List<DeadMail>> pages = mails.pages().iterator(); pages.hasNext();) {
      List<DeadMail> page = pages.next();
      copies += publish(page.stream().filter(mail -> !there.contains(mail.messageId())).toList());
      rows += page.size();
    }
    return new Swept(taken, new Extent(copies, rows));
  }

  private boolean stays(Amqp.Delivery delivery, Set<String> there) {
    Letter letter = Letter.of(delivery.body());
    Optional<String> state = mails.state(letter.id());
    if (state.isEmpty() || state.get().equals("sending")) {
      // Dead by its bytes: its own row could not be written.
      Letter poison = Letter.poison(delivery.body());
      if (mails.state(poison.id()).isPresent()) letter = poison;
    }
    Optional<String> known = mails.state(letter.id());
    if (known.isEmpty()) adopt(letter, delivery);
    return known.filter(OVER::contains).isEmpty() && there.add(letter.id());
  }

  private void adopt(Letter letter, Amqp.Delivery delivery) {
    try {
      mails.adopt(letter, String.valueOf(delivery.headers().getOrDefault(ERROR, "found in the dead-letter queue")));
    } catch (SQLException failed) {
      throw new Outage("a dead mail cannot be stored", failed);
    }
  }

  /** How many: what has no body has no copy. */
  private int publish(List<DeadMail> missing) {
    List<Amqp.Message> copies = missing.stream().flatMap(mail -> mails.body(mail.messageId())
        .map(body -> copy(mail.messageId(), body, mail.error())).stream()).toList();
    if (!copies.isEmpty()) amqp.publish(copies);
    return copies.size();
  }
}
