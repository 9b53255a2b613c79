package dev.corkboard.service;

import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.AccountMail;
import dev.corkboard.service.auth.Invitation;
import dev.corkboard.service.auth.InvitationMail;
import dev.corkboard.service.id.Ids;
import dev.corkboard.service.reminder.Messages;
import dev.corkboard.service.reminder.Outbox;
import dev.corkboard.service.reminder.OutboxTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Puts mails with tokens into the outbox; the mailer wipes them there once it has sent them. */
record AccountMails(InstantSource clock) implements AccountMail, InvitationMail {

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
    add(connection, message);
  }

  /** An invited person has no username and no time zone yet. */
  @Override
  public void send(Connection connection, Invitation invitation, String token) throws SQLException {
    add(connection, new Messages.Invitation(id(Messages.INVITATION), Messages.INVITATION,
        new Messages.Person("", invitation.email(), "UTC"), token, invitation.expiresAt(),
        invitation.invitedBy().value()));
  }

  private void add(Connection connection, Messages.Secret message) throws SQLException {
    OutboxTable.add(connection, List.of(Outbox.Entry.mail(message, clock.instant())));
  }

  private static String id(String kind) {
    return kind + ":" + Ids.next();
  }
}
