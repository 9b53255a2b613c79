package dev.corkboard.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corkboard.domain.Username;
import dev.corkboard.service.auth.Account;
import dev.corkboard.service.auth.Accounts;
import dev.corkboard.service.auth.Auth;
import dev.corkboard.service.reminder.Subscribers;
import java.time.Clock;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** The accounts, wired to what needs to know of them: the reminders, and whoever is assigned something. */
final class AccountSide {
  private static final int USERNAMES_KEPT = 10_000;

  private AccountSide() {}

  static Auth start(Settings settings, DataSource database, Clock clock) {
    Subscribers subscribers = new Subscribers(clock);
    AccountMails mails = new AccountMails(clock);
    String issuer = settings.http().publicUrl().toString();
    try {
      return new Auth(database, new Auth.Settings(issuer, "corkboard", settings.accounts().privateKeyFile(),
          settings.accounts().revocation(), settings.accounts().limits()),
          (connection, account) -> subscribers.profileChanged(connection, subscriber(account)), mails, mails,
          clock);
    } catch (IllegalArgumentException badKeyFile) {
      throw new SettingsException(badKeyFile.getMessage() + ".");
    }
  }

  private static Subscribers.Profile subscriber(Account account) {
    return new Subscribers.Profile(account.username().value(), account.email(), account.timeZone(),
        account.digestHour(), account.digest(), account.isActive(), account.emailConfirmed());
  }

  /** Accounts are never deleted, so who was there once is there. */
  static Predicate<Username> known(Accounts accounts) {
    Cache<Username, Boolean> known = Caffeine.newBuilder().maximumSize(USERNAMES_KEPT).build();
    return username -> {
      if (known.getIfPresent(username) != null) return true;
      boolean exists = accounts.exists(username);
      if (exists) known.put(username, true);
      return exists;
    };
  }
}
