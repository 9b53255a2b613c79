package dev.corkboard.service.mail;

import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.service.reminder.Messages.Message;
import jakarta.mail.MessagingException;

/** Takes mails; an SMTP server, or a test's model of one. */
public interface MailServer {

  /** What the server said, and in which words if it was no yes. */
  record Reply(Answer answer, String words) {}

  /** Makes sure that the server is there; throws if it is not. */
  void connect() throws MessagingException;

  Reply send(Message message);
}
