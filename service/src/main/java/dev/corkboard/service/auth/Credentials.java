package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.auth.AccountTable.Secret;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The one way in which a password is checked: limited by account, address and network, and in the same time for
 * everybody.
 */
final class Credentials {

  private final DataSource database;
  private final Passwords passwords;
  private final SignInLimit limit;

  Credentials(DataSource database, Passwords passwords, SignInLimit limit) {
    this.database = database;
    this.passwords = passwords;
    this.limit = limit;
  }

  Result<Secret> byUsername(String text, String password, String address) {
    if (passwords.areBusy(Networks.around(address))) return busy();
    Optional<Secret> found = AccountRules.username(text).flatMap(
        username -> Sql.with(database, connection -> AccountTable.secretByUsername(connection, username.value())));
    return check(found, "name " + text.toLowerCase(Locale.ROOT), password, address);
  }

  Result<Secret> byEmail(String email, String password, String address) {
    if (passwords.areBusy(Networks.around(address))) return busy();
    Optional<Secret> found = AccountRules.mayBeEmail(email)
        ? Sql.with(database, connection -> AccountTable.secretByEmail(connection, email))
        : Optional.empty();
    return check(found, "name " + email.toLowerCase(Locale.ROOT), password, address);
  }

  /** For those who are signed in, and confirm what they do. */
  Result<Secret> byId(String accountId, String password, String address) {
    Optional<Secret> found = Sql.with(database, connection -> AccountTable.secretById(connection, accountId));
    return check(found, accountId, password, address);
  }

  private Result<Secret> check(Optional<Secret> found, String name, String password, String address) {
    String subject = found.map(secret -> secret.account().id()).orElse(name);
    Result<Secret> result = limit.refusal(subject, address).<Result<Secret>>map(Result::refused)
        .orElseGet(
            () -> passwords.inTurn(Networks.around(address), () -> checkInTurn(found, subject, password, address))
                .orElseGet(Credentials::busy));
    if (result instanceof Result.Done<Secret>(Secret secret)) result = right(secret, subject, address);
    if (result instanceof Result.Refused<Secret>(Refusal.TooManyAttempts tooMany)) Passwords.holdUp();
    return result;
  }

  /** Others may have guessed wrong while this one waited; then it is not checked. */
  private Result<Secret> checkInTurn(Optional<Secret> found, String subject, String password, String address) {
    Optional<Refusal> tooMany = limit.refusal(subject, address);
    if (tooMany.isPresent()) return Result.refused(tooMany.get());
    return switch (passwords.compare(password, found.map(Secret::passwordHash))) {
      case WRONG -> wrong(subject, address);
      case RIGHT -> found.orElseThrow().account().isActive()
          ? Result.done(found.get())
          : wrong(subject, address);
      case RIGHT_BUT_WEAK -> found.orElseThrow().account().isActive()
          ? Result.done(hashedAnew(found.get(), password))
          : wrong(subject, address);
    };
  }

  private static Result<Secret> busy() {
    return Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER));
  }

  private Result<Secret> wrong(String subject, String address) {
    return Result.refused(limit.countWrong(subject, address).orElse(new Refusal.BadCredentials()));
  }

  /** Others may have guessed wrong meanwhile. */
  private Result<Secret> right(Secret secret, String subject, String address) {
    Optional<Refusal> tooMany = limit.refusal(subject, address);
    if (tooMany.isPresent()) return Result.refused(tooMany.get());
    passwords.isKnown(Networks.around(address));
    return Result.done(secret);
  }

  private Secret hashedAnew(Secret secret, String password) {
    String hash = passwords.hashNow(password);
    boolean stored = Sql.with(database, connection -> AccountTable.updatePassword(connection, secret.account().id(),
        secret.passwordHash(), hash));
    return stored ? new Secret(secret.account(), hash) : secret;
  }
}
