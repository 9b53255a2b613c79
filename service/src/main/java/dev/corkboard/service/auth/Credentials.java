package dev.corkboard.service.auth;

import dev.corkboard.service.auth.AccountTable.Secret;
import java.util.Locale;
import java.util.Optional;

/** The one way in which a password is checked: limited by account and address, and in the same time for everybody. */
final class Credentials {

  private final Database database;
  private final Passwords passwords;
  private final SignInLimit limit;

  Credentials(Database database, Passwords passwords, SignInLimit limit) {
    this.database = database;
    this.passwords = passwords;
    this.limit = limit;
  }

  Result<Secret> byUsername(String text, String password, String address) {
    Optional<Secret> found = AccountRules.username(text).flatMap(
        username -> database.single(connection -> AccountTable.secretByUsername(connection, username.value())));
    return check(found, "name " + text.toLowerCase(Locale.ROOT), password, address);
  }

  Result<Secret> byEmail(String email, String password, String address) {
    Optional<Secret> found = AccountRules.isEmail(email)
        ? database.single(connection -> AccountTable.secretByEmail(connection, email))
        : Optional.empty();
    return check(found, "name " + email.toLowerCase(Locale.ROOT), password, address);
  }

  /** For those who are signed in, and confirm what they do. */
  Result<Secret> byId(String accountId, String password, String address) {
    Optional<Secret> found = database.single(connection -> AccountTable.secretById(connection, accountId));
    return check(found, accountId, password, address);
  }

  private Result<Secret> check(Optional<Secret> found, String name, String password, String address) {
    String subject = found.map(secret -> secret.account().id()).orElse(name);
    return switch (limit.begin(subject, address)) {
      case Result.Refused<SignInLimit.Attempt>(Refusal refusal) -> Result.refused(refusal);
      case Result.Done<SignInLimit.Attempt>(SignInLimit.Attempt attempt) -> check(found, password, attempt);
    };
  }

  private Result<Secret> check(Optional<Secret> found, String password, SignInLimit.Attempt attempt) {
    Passwords.Check check = passwords.check(password, found.map(Secret::passwordHash));
    if (check == Passwords.Check.BUSY) {
      limit.takeBack(attempt);
      return Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER));
    }
    if (check == Passwords.Check.WRONG || !found.orElseThrow().account().isActive()) {
      return Result.refused(new Refusal.BadCredentials());
    }
    limit.takeBack(attempt);
    return Result.done(check == Passwords.Check.RIGHT ? found.get() : hashedAnew(found.get(), password));
  }

  private Secret hashedAnew(Secret secret, String password) {
    return passwords.hash(password)
        .filter(hash -> database.single(connection -> AccountTable.updatePassword(connection, secret.account().id(),
            secret.passwordHash(), hash)))
        .map(hash -> new Secret(secret.account(), hash)).orElse(secret);
  }
}
