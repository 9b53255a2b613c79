package dev.corkboard.service;

import com.zaxxer.hikari.HikariDataSource;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.Accounts;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.auth.BadField;
import dev.corkboard.service.auth.NewAccount;
import dev.corkboard.service.auth.Refusal;
import dev.corkboard.service.auth.Result;
import dev.corkboard.service.clock.DatabaseClock;
import java.util.stream.Collectors;

/** Makes administrators without a running node. */
final class AdminAccounts implements AutoCloseable {
  private final HikariDataSource database;
  private final Auth auth;

  private AdminAccounts(HikariDataSource database, Auth auth) {
    this.database = database;
    this.auth = auth;
  }

  static AdminAccounts open(Settings settings) {
    HikariDataSource database = settings.database().pool("admin", 2);
    return new AdminAccounts(database, AccountSide.start(settings, database, DatabaseClock.of(database)));
  }

  Account create(String username, String email, String password) {
    return create(auth.accounts(), username, email, password);
  }

  /** Throws a wrong setting if the name, the address or the password cannot be taken. */
  static Account create(Accounts accounts, String username, String email, String password) {
    return switch (accounts.createAdmin(new NewAccount(username, email, password))) {
      case Result.Done<Account>(Account account) -> account;
      case Result.Refused<Account>(Refusal refusal) -> throw new SettingsException("The administrator cannot be made: "
          + reason(refusal));
    };
  }

  /** Leaves alone an account that has the name already. */
  static void ensure(Accounts accounts, String username, String email, String password) {
    if (accounts.byUsername(username).isEmpty()) create(accounts, username, email, password);
  }

  private static String reason(Refusal refusal) {
    return switch (refusal) {
      case Refusal.Invalid invalid ->
        invalid.fields().stream().map(AdminAccounts::reason).collect(Collectors.joining(" "));
      case Refusal.Taken taken -> taken.detail();
      default -> refusal.toString();
    };
  }

  private static String reason(BadField field) {
    return field.field() + ": " + field.detail();
  }

  @Override
  public void close() {
    auth.close();
    database.close();
  }
}
