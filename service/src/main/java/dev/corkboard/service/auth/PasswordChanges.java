package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import dev.corkboard.service.auth.AccountTable.Secret;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** New passwords for those who know the old one. */
public final class PasswordChanges {

  private final DataSource database;
  private final Passwords passwords;
  private final Credentials credentials;
  private final Sessions sessions;

  PasswordChanges(DataSource database, Passwords passwords, Credentials credentials, Sessions sessions) {
    this.database = database;
    this.passwords = passwords;
    this.credentials = credentials;
    this.sessions = sessions;
  }

  /**
   * Every session of the user ends but this one. A change of address that waits is dropped: who had the old password may
   * have begun it.
   */
  public Result<Account> change(String accountId, String sessionId, String oldPassword, String newPassword,
      String address) {
    Optional<BadField> bad = AccountRules.badPassword("new_password", newPassword);
    if (bad.isPresent()) return Result.refused(new Refusal.Invalid(List.of(bad.get())));
    return switch (credentials.byId(accountId, oldPassword, address)) {
      case Result.Refused<Secret>(Refusal.BadCredentials wrong) -> Result.refused(wrongPassword());
      case Result.Refused<Secret>(Refusal refusal) -> Result.refused(refusal);
      case Result.Done<Secret>(Secret checked) -> change(checked, sessionId, newPassword, Networks.around(address));
    };
  }

  private Result<Account> change(Secret checked, String sessionId, String newPassword, String network) {
    Optional<BadField> own = AccountRules.ownPassword("new_password", newPassword, checked.account());
    if (own.isPresent()) return Result.refused(new Refusal.Invalid(List.of(own.get())));
    return passwords.hash(network, newPassword).map(hash -> store(checked, sessionId, hash))
        .orElseGet(() -> Result.refused(new Refusal.Busy(Passwords.RETRY_AFTER)));
  }

  private Result<Account> store(Secret checked, String sessionId, String newHash) {
    Optional<List<String>> ended = Sql.transaction(database, connection -> {
      String id = checked.account().id();
      if (!AccountTable.updatePassword(connection, id, checked.passwordHash(), newHash)) return Optional.empty();
      ResetTable.deleteOf(connection, id);
      ConfirmationTable.dropPending(connection, id);
      return Optional.of(sessions.endAllBut(connection, id, Optional.of(sessionId)));
    });
    ended.ifPresent(sessions::ended);
    return ended.isPresent() ? Result.done(checked.account()) : Result.refused(wrongPassword());
  }

  private static Refusal wrongPassword() {
    return new Refusal.WrongPassword("old_password");
  }
}
