package dev.corkboard.service;

import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.AccountMail;
import dev.corkboard.service.id.Ids;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.OutboxTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Puts a mail with a token into the outbox; the mailer wipes it there once it has sent it. */
record AccountMails(InstantSource clock) implements AccountMail {

  @Override
  public void send(Connection connection, Kind kind, Account account, String address, String token, Instant expiresAt)
      throws SQLException {
    Messages.Person person = new Messages.Person(account.username().value(), address, account.timeZone());
    Messages.Secret message = switch (kind) {
      case PASSWORD_RESET -> new Messages.PasswordReset(id(Messages.PASSWORD_RESET), Messages.PASSWORD_RESET, person,
          token, expiresAt);
      case CONFIRM_EMAIL -> new Messages.ConfirmEmail(id(Messages.CONFIRM_EMAIL), Messages.CONFIRM_EMAIL, person,
          token, expiresAt);
    };
    OutboxTable.add(connection, List.of(Outbox.Entry.mail(message, clock.instant())));
  }

  private static String id(String kind) {
    return kind + ":" + Ids.next();
  }
}
