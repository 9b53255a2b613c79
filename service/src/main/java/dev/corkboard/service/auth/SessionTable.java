package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of sessions and refresh tokens. */
final class SessionTable {

  /** A session and whose it is, while its row is locked. */
  record Held(Account account, boolean isRevoked) {}

  /** A stored refresh token; the nonce is empty until it is used. */
  record Stored(Instant createdAt, Optional<Instant> usedAt, Optional<byte[]> nonce) {}

  private SessionTable() {}

  static void insert(Connection connection, String id, String accountId, Client client, Instant at)
      throws SQLException {
    Statements.update(connection, """
        insert into accounts.session (id, account_id, created_at, last_used_at, ip, user_agent)
        values (?, ?, ?, ?, ?, ?)""", id, accountId, at, at, client.address(), client.userAgent());
  }

  static void insertToken(Connection connection, String sessionId, RandomToken token, Instant at)
      throws SQLException {
    Statements.update(connection, "insert into accounts.refresh_token (hash, session_id, created_at) values (?, ?, ?)",
        token.hash(), sessionId, at);
  }

  static Optional<String> sessionOf(Connection connection, RandomToken token) throws SQLException {
    return Statements.first(connection, "select session_id from accounts.refresh_token where hash = ?",
        row -> row.getString("session_id"), token.hash());
  }

  /** Everything that changes a session or its tokens holds its row: one at a time. */
  static Optional<Held> hold(Connection connection, String sessionId) throws SQLException {
    return Statements.first(connection, """
        select a.*, s.revoked_at from accounts.session s join accounts.account a on a.id = s.account_id
        where s.id = ? for no key update of s""",
        row -> new Held(AccountTable.account(row), row.getObject("revoked_at") != null), sessionId);
  }

  static Stored token(Connection connection, RandomToken token) throws SQLException {
    return Statements.first(connection,
        "select created_at, used_at, successor_nonce from accounts.refresh_token where hash = ?", SessionTable::stored,
        token.hash()).orElseThrow();
  }

  static void use(Connection connection, RandomToken token, byte[] nonce, Instant at) throws SQLException {
    Statements.update(connection, "update accounts.refresh_token set used_at = ?, successor_nonce = ? where hash = ?",
        at,
        nonce, token.hash());
  }

  static void touch(Connection connection, String sessionId, Client client, Instant at) throws SQLException {
    Statements.update(connection, "update accounts.session set last_used_at = ?, ip = ?, user_agent = ? where id = ?",
        at,
        client.address(), client.userAgent(), sessionId);
  }

  static boolean end(Connection connection, String accountId, String sessionId, Instant at) throws SQLException {
    return Statements.update(connection,
        "update accounts.session set revoked_at = ? where id = ? and account_id = ? and revoked_at is null", at,
        sessionId, accountId) == 1;
  }

  static boolean end(Connection connection, String sessionId, Instant at) throws SQLException {
    return Statements.update(connection,
        "update accounts.session set revoked_at = ? where id = ? and revoked_at is null", at, sessionId) == 1;
  }

  static List<String> endAllBut(Connection connection, String accountId, String kept, Instant at)
      throws SQLException {
    return Statements.list(connection, """
        update accounts.session set revoked_at = ? where account_id = ? and id <> ? and revoked_at is null
        returning id""", row -> row.getString("id"), at, accountId, kept);
  }

  static List<Session> page(Connection connection, String accountId, Instant usedSince, String before, int limit)
      throws SQLException {
    return Statements.list(connection, """
        select id, created_at, last_used_at, ip, user_agent from accounts.session
        where account_id = ? and revoked_at is null and last_used_at > ? and (? = '' or id < ?)
        order by id desc limit ?""", SessionTable::session, accountId, usedSince, before, before, limit);
  }

  static long count(Connection connection, String accountId, Instant usedSince) throws SQLException {
    return Statements.first(connection, """
        select count(*) from accounts.session where account_id = ? and revoked_at is null and last_used_at > ?""",
        row -> row.getLong(1), accountId, usedSince).orElseThrow();
  }

  static int delete(Connection connection, Instant before) throws SQLException {
    return Statements.update(connection, "delete from accounts.session where last_used_at < ?", before);
  }

  static int deleteUsedTokens(Connection connection, Instant before) throws SQLException {
    return Statements.update(connection, "delete from accounts.refresh_token where used_at < ?", before);
  }

  /** Whose session it is, if it has not ended and the account is active. */
  static Optional<Account> owner(Connection connection, String sessionId) throws SQLException {
    return Statements.first(connection, """
        select a.* from accounts.session s join accounts.account a on a.id = s.account_id
        where s.id = ? and s.revoked_at is null and a.is_active""", AccountTable::account, sessionId);
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(row.getString("id"), Statements.instant(row, "created_at"),
        Statements.instant(row, "last_used_at"),
        row.getString("ip"), row.getString("user_agent"));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(Statements.instant(row, "created_at"), Statements.optionalInstant(row, "used_at"),
        Optional.ofNullable(row.getBytes("successor_nonce")));
  }
}
