package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.domain.EmailAddress;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Addresses are shown to be their owners': whoever brings the token of the mail reads what goes there. */
public final class EmailConfirmations {

  private final DataSource database;
  private final Authentication authentication;
  private final ConfirmationMails mails;
  private final ProfileListener listener;
  private final Attempts resends;
  private final Clock clock;

  EmailConfirmations(DataSource database, Authentication authentication, ConfirmationMails mails,
      ProfileListener listener, Limits limits, Clock clock) {
    this.database = database;
    this.authentication = authentication;
    this.mails = mails;
    this.listener = listener;
    this.resends = Attempts.limited(limits.resends(), Duration.ofHours(1));
    this.clock = clock;
  }

  /** Another mail for the address that waits to be confirmed; the link of the one before is void. */
  public Result<Account> resend(String accountId) {
    return Sql.transaction(database, connection -> resend(connection, accountId));
  }

  /** Takes the token's only use, unless the address has become somebody else's. */
  public Result<Account> confirm(String text) {
    Optional<RandomToken> token = RandomToken.parse(text);
    if (token.isEmpty()) return Result.refused(new Refusal.BadConfirmToken());
    Result<Account> confirmed = Sql.transaction(database, connection -> confirm(connection, token.get()));
    if (confirmed instanceof Result.Done<Account>(Account account)) authentication.forgetUser(account.id());
    return confirmed;
  }

  int clean() {
    return Sql.with(database,
        connection -> ConfirmationTable.clean(connection, clock.instant()) + mails.clean(connection));
  }

  private Result<Account> resend(Connection connection, String accountId) throws SQLException {
    Account account = AccountTable.hold(connection, accountId).orElseThrow();
    Optional<String> waits = account.pendingEmail()
        .or(() -> Optional.of(account.email()).filter(any -> !account.emailConfirmed()))
        .filter(address -> EmailAddress.parse(address).isPresent());
    if (waits.isEmpty()) return Result.refused(new Refusal.NothingToConfirm());
    byte[] subject = Digests.sha256(("resend\n" + accountId).getBytes(UTF_8));
    Instant now = clock.instant();
    if (!resends.count(connection, subject, now)) {
      Optional<Duration> wait = resends.untilNext(connection, subject, now);
      return Result.refused(new Refusal.TooManyRequests(wait.orElse(Duration.ofSeconds(1))));
    }
    return mails.send(connection, account, waits.get()).<Result<Account>>map(Result::refused)
        .orElseGet(() -> Result.done(account));
  }

  private Result<Account> confirm(Connection connection, RandomToken token) throws SQLException {
    Instant now = clock.instant();
    Optional<ConfirmationTable.Found> found = ConfirmationTable.find(connection, token, now);
    if (found.isEmpty()) return Result.refused(new Refusal.BadConfirmToken());
    Account account = AccountTable.hold(connection, found.get().accountId()).orElseThrow();
    // Of two uses at once the second finds what the first has left.
    if (!ConfirmationTable.find(connection, token, now).equals(found)) {
      return Result.refused(new Refusal.BadConfirmToken());
    }
    Account confirmed = account.confirmed(found.get().email());
    if (!AccountTable.update(connection, confirmed)) return Result.refused(Refusal.Taken.EMAIL);
    ConfirmationTable.deleteOf(connection, account.id());
    if (!confirmed.email().equals(account.email())) ResetTable.deleteOf(connection, account.id());
    listener.profileChanged(connection, confirmed);
    return Result.done(confirmed);
  }
}
