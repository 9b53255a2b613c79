package dev.corkboard.service;

import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.ResetMail;
import dev.corkboard.service.id.Ids;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.OutboxTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Puts the mail with a reset token into the outbox; the mailer wipes it there once it has sent it. */
record ResetMails(InstantSource clock) implements ResetMail {

  @Override
  public void send(Connection connection, Account account, String token, Instant expiresAt) throws SQLException {
    Messages.Person person = new Messages.Person(account.username().value(), account.email(), account.timeZone());
    String id = Messages.PASSWORD_RESET + ":" + Ids.next();
    OutboxTable.add(connection, List.of(Outbox.Entry.mail(
        new Messages.PasswordReset(id, Messages.PASSWORD_RESET, person, token, expiresAt), clock.instant())));
  }
}
