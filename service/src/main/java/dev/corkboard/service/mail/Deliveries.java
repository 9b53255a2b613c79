package dev.corkboard.service.mail;

import dev.corkboard.service.reminder.Messages.Message;
import java.sql.SQLException;
import java.time.Instant;

/** The mailer's memory: what became of each message, so that a repeat is not mailed twice. */
public interface Deliveries {

  /** What the memory says about a message that came. */
  sealed interface Claim {
    /** It is ours to send until then; how often it was tried, this time included. */
    record Mine(int attempts, Instant till) implements Claim {}

    /** It came to its end before. */
    record Settled() implements Claim {}

    /** Another mailer has it, or had it when it was killed. */
    record Busy(Instant till) implements Claim {}
  }

  /** How a message ended. */
  enum End {
    SENT, EXPIRED, DEAD
  }

  /** A lease, longer than the server's answers can take together: nobody else sends the message meanwhile. */
  Claim claim(Message message) throws SQLException;

  /** What was sent stays so, whatever another has made of it that had lost its lease. */
  void settle(Message message, End end, String error, Instant now) throws SQLException;

  /**
   * The message comes again at that time, through the outbox: the queue is free for others meanwhile. Only under our own
   * lease: whoever comes late must not cut short the lease of the one who is sending the message by now.
   */
  void retry(Message message, Claim.Mine mine, Instant at, String error) throws SQLException;

  /** Looks at the message again when the other's lease has ended, if the other is still sending it. */
  void lookAgain(Message message, Instant at) throws SQLException;

  /** What is no message of ours is kept for operators, under an id of its own. */
  void keepPoison(Letter letter, String error, Instant now) throws SQLException;
}
