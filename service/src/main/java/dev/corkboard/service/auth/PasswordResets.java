package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.auth.AccountTable.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** New passwords for those who have lost the old one and read their mail. Who has an account is not told. */
public final class PasswordResets {

  static final Duration LIFETIME = Duration.ofHours(1);
  private static final Pace PACE = new Pace(Duration.ofMillis(250));

  /** Whose password is another now, and which sessions have ended with the old one. */
  private record Changed(Account account, List<String> sessions) {}

  private final RequestLimit limit = new RequestLimit();
  private final DataSource database;
  private final Passwords passwords;
  private final Sessions sessions;
  private final AccountMail mail;
  private final ProfileListener listener;
  private final Authentication authentication;
  /** Further requests for one address are answered alike, and send nothing. */
  private final Attempts mails;
  private final Clock clock;

  PasswordResets(DataSource database, Passwords passwords, Sessions sessions, AccountMail mail,
      ProfileListener listener, Authentication authentication, Limits limits, Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.sessions = sessions;
    this.mail = mail;
    this.listener = listener;
    this.authentication = authentication;
    this.mails = new Attempts("accounts.reset_request", limits.resets(), Duration.ofHours(1));
    this.clock = clock;
  }

  /** Sends a mail if there is an active account with this address; the answer is the same if there is none. */
  public Result<String> request(String email, String address) {
    Optional<BadField> bad = AccountRules.badEmail(email);
    if (bad.isPresent()) return Result.refused(new Refusal.Invalid(List.of(bad.get())));
    if (!limit.admits(address)) return Result.refused(new Refusal.TooManyRequests(RequestLimit.WINDOW));
    return PACE.keep(() -> Sql.transaction(database, connection -> request(connection, email)));
  }

  private Result<String> request(Connection connection, String email) throws SQLException {
    Instant now = clock.instant();
    Optional<Account> account = AccountTable.byEmail(connection, email).filter(Account::isActive);
    // Counted for accounts alone: a row for each address that somebody thinks of would be rows without end.
    if (account.isEmpty() || !mails.count(connection, subject(email), now)) return Result.done(email);
    RandomToken token = RandomToken.generate();
    Instant expiresAt = now.plus(LIFETIME).truncatedTo(ChronoUnit.MILLIS);
    ResetTable.insert(connection, account.get().id(), token, expiresAt);
    mail.send(connection, AccountMail.Kind.PASSWORD_RESET, account.get(), account.get().email(), token.text(),
        expiresAt);
    return Result.done(email);
  }

  /** Takes the token's only use, unless the password cannot be taken; every session of the user ends. */
  public Result<Account> confirm(String text, String newPassword, String address) {
    Optional<BadField> bad = AccountRules.badPassword("new_password", newPassword);
    if (bad.isPresent()) return Result.refused(new Refusal.Invalid(List.of(bad.get())));
    Optional<RandomToken> token = RandomToken.parse(text);
    Optional<Account> owner = token.flatMap(this::owner); // before the work of a hash; store judges
    if (owner.isEmpty()) return Result.refused(new Refusal.BadResetToken());
    Optional<BadField> own = AccountRules.ownPassword("new_password", newPassword, owner.get());
    if (own.isPresent()) return Result.refused(new Refusal.Invalid(List.of(own.get())));
    return passwords.hash(Networks.around(address), newPassword).map(hash -> store(token.get(), hash))
        .orElseGet(() -> Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER)));
  }

  private Optional<Account> owner(RandomToken token) {
    return Sql.with(database, connection -> ResetTable.owner(connection, token, clock.instant()));
  }

  private Result<Account> store(RandomToken token, String newHash) {
    Optional<Changed> changed = Sql.transaction(database, connection -> {
      Optional<Secret> held = ResetTable.hold(connection, token, clock.instant());
      return held.isEmpty() ? Optional.empty() : Optional.of(change(connection, held.get(), newHash));
    });
    changed.ifPresent(it -> sessions.ended(it.sessions()));
    changed.ifPresent(it -> authentication.forgetUser(it.account().id()));
    return changed.map(it -> Result.done(it.account())).orElseGet(() -> Result.refused(new Refusal.BadResetToken()));
  }

  private Changed change(Connection connection, Secret held, String newHash) throws SQLException {
    Account account = held.account();
    AccountTable.updatePassword(connection, account.id(), held.passwordHash(), newHash);
    ResetTable.deleteOf(connection, account.id());
    mails.forget(connection, subject(account.email())); // whoever read that mail is not being flooded
    ConfirmationTable.dropPending(connection, account.id()); // who had the old password may have begun it
    Account proven = account.withoutPending().confirmed(account.email()); // they read what goes there
    if (!account.emailConfirmed()) {
      AccountTable.update(connection, proven);
      ConfirmationTable.deleteOf(connection, account.id());
      listener.profileChanged(connection, proven);
    }
    return new Changed(proven, sessions.endAllBut(connection, account.id(), Optional.empty()));
  }

  int clean() {
    Instant now = clock.instant();
    return Sql.with(database, connection -> ResetTable.clean(connection, now) + mails.clean(connection, now));
  }

  private static byte[] subject(String email) {
    return Digests.sha256(email.toLowerCase(Locale.ROOT).getBytes(UTF_8));
  }
}
