package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The SQL of tokens that let people choose a new password. */
final class ResetTable {

  private ResetTable() {}

  static void insert(Connection connection, String accountId, RandomToken token, Instant expiresAt)
      throws SQLException {
    Statements.update(connection,
        "insert into accounts.password_reset (hash, account_id, expires_at) values (?, ?, ?)", token.hash(), accountId,
        expiresAt);
  }

  /** Whom the token lets in now. */
  static Optional<Account> owner(Connection connection, RandomToken token, Instant now) throws SQLException {
    return Statements.first(connection, """
        select a.* from accounts.password_reset r join accounts.account a on a.id = r.account_id
        where r.hash = ? and r.expires_at > ? and a.is_active""", AccountTable::account, token.hash(), now);
  }

  /** The same, and holds the account's row: of two uses at once the second finds what the first has left. */
  static Optional<AccountTable.Secret> hold(Connection connection, RandomToken token, Instant now)
      throws SQLException {
    Optional<Account> owner = owner(connection, token, now);
    if (owner.isEmpty() || AccountTable.hold(connection, owner.get().id()).isEmpty()) return Optional.empty();
    Optional<Account> still = owner(connection, token, now);
    return still.isEmpty() ? Optional.empty() : AccountTable.secretById(connection, still.get().id());
  }

  /** All tokens of the account: a password that was chosen otherwise, or another address, makes them void too. */
  static void deleteOf(Connection connection, String accountId) throws SQLException {
    Statements.update(connection, "delete from accounts.password_reset where account_id = ?", accountId);
  }

  static int clean(Connection connection, Instant now) throws SQLException {
    return Statements.update(connection, "delete from accounts.password_reset where expires_at <= ?", now);
  }
}
