package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The SQL of tokens that confirm addresses. */
final class ConfirmationTable {

  /** Whose address, and which. */
  record Found(String accountId, String email) {}

  private ConfirmationTable() {}

  /** The one before it is void. */
  static void put(Connection connection, String accountId, String email, RandomToken token, Instant expiresAt)
      throws SQLException {
    Statements.update(connection, """
        insert into accounts.email_confirmation (account_id, hash, email, expires_at) values (?, ?, ?, ?)
        on conflict (account_id) do update set hash = excluded.hash, email = excluded.email,
          expires_at = excluded.expires_at""", accountId, token.hash(), email, expiresAt);
  }

  /** What the token confirms now. */
  static Optional<Found> find(Connection connection, RandomToken token, Instant now) throws SQLException {
    return Statements.first(connection, """
        select c.account_id, c.email from accounts.email_confirmation c join accounts.account a on a.id = c.account_id
        where c.hash = ? and c.expires_at > ? and a.is_active""",
        row -> new Found(row.getString("account_id"), row.getString("email")), token.hash(), now);
  }

  static void deleteOf(Connection connection, String accountId) throws SQLException {
    Statements.update(connection, "delete from accounts.email_confirmation where account_id = ?", accountId);
  }

  /** A change of address that waits is taken back, and its link with it. */
  static void dropPending(Connection connection, String accountId) throws SQLException {
    boolean waited = Statements.update(connection,
        "update accounts.account set pending_email = null where id = ? and pending_email is not null", accountId) == 1;
    if (waited) deleteOf(connection, accountId);
  }

  static int clean(Connection connection, Instant now) throws SQLException {
    return Statements.update(connection, "delete from accounts.email_confirmation where expires_at <= ?", now);
  }
}
