package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Sends the mails that confirm addresses, so many a day: they go to whom an account's owner names. */
final class ConfirmationMails {

  static final Duration LIFETIME = Duration.ofHours(24);

  private final Attempts mails;
  private final AccountMail mail;
  private final Clock clock;

  ConfirmationMails(Limits limits, AccountMail mail, Clock clock) {
    this.mails = Attempts.limited(limits.confirmations(), Duration.ofDays(1));
    this.mail = mail;
    this.clock = clock;
  }

  /** Makes the account's earlier links void; refuses if there were too many mails already, and then sends none. */
  Optional<Refusal> send(Connection connection, Account account, String address) throws SQLException {
    Instant now = clock.instant();
    byte[] owner = subject("owner", account.id());
    byte[] receiver = subject("receiver", address.toLowerCase(Locale.ROOT));
    Optional<Duration> wait = mails.untilNext(connection, owner, now);
    if (wait.isEmpty()) wait = mails.untilNext(connection, receiver, now);
    if (wait.isPresent()) return Optional.of(new Refusal.TooManyRequests(wait.get()));
    if (!mails.count(connection, owner, now) || !mails.count(connection, receiver, now)) { // others came first
      return Optional.of(new Refusal.TooManyRequests(Duration.ofSeconds(1)));
    }
    RandomToken token = RandomToken.generate();
    Instant expiresAt = now.plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS);
    ConfirmationTable.put(connection, account.id(), address, token, expiresAt);
    mail.send(connection, AccountMail.Kind.CONFIRM_EMAIL, account, address, token.text(), expiresAt);
    return Optional.empty();
  }

  int clean(Connection connection) throws SQLException {
    return mails.clean(connection, clock.instant());
  }

  private static byte[] subject(String role, String whose) {
    return Digests.sha256(("confirmation " + role + '\n' + whose).getBytes(UTF_8));
  }
}
