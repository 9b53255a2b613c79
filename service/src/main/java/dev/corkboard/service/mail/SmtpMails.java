package dev.corkboard.service.mail;

import dev.corkboard.domain.reminder.MailFate.Answer;
import dev.corkboard.service.reminder.Messages.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;

/** Makes mails of messages and hands them to the SMTP server. */
record SmtpMails(Smtp smtp, MailTemplates templates, InstantSource clock) implements MailServer {

  @Override
  public void connect() throws MessagingException {
    smtp.connect();
  }

  @Override
  public Reply send(Message message) {
    try {
      MimeMessage mail = smtp.compose(message, templates.render(message), clock.instant());
      smtp.send(mail, message.user().email());
      return new Reply(Answer.ACCEPTED, "");
    } catch (AddressException nobody) {
      return new Reply(Answer.NO_ADDRESS, "not an address");
    } catch (MessagingException refused) {
      smtp.close();
      return new Reply(Smtp.permanent(refused) ? Answer.REFUSED : Answer.PUT_OFF, Smtp.answer(refused));
    }
  }
}
