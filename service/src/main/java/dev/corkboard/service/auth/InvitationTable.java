package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of invitations. */
final class InvitationTable {

  private InvitationTable() {}

  /** Serializes invitations until commit, so that their number can be limited. */
  static void lock(Connection connection) throws SQLException {
    Statements.list(connection, "select pg_advisory_xact_lock(hashtextextended('corkboard invitations', 0))",
        row -> row);
  }

  /** An earlier one for the address is void. */
  static void put(Connection connection, Invitation invitation, RandomToken token) throws SQLException {
    Statements.update(connection, "delete from accounts.invitation where lower(email) = lower(?)", invitation.email());
    Statements.update(connection, """
        insert into accounts.invitation (id, hash, email, is_admin, invited_by, created_at, expires_at)
        values (?, ?, ?, ?, ?, ?, ?)""", invitation.id(), token.hash(), invitation.email(), invitation.isAdmin(),
        invitation.invitedBy().value(), invitation.createdAt(), invitation.expiresAt());
  }

  /** The number of open invitations, except those to this address. */
  static long countOthers(Connection connection, String email, Instant now) throws SQLException {
    return Statements.first(connection,
        "select count(*) from accounts.invitation where expires_at > ? and lower(email) <> lower(?)",
        row -> row.getLong(1), now, email).orElseThrow();
  }

  static long count(Connection connection, Instant now) throws SQLException {
    return Statements.first(connection, "select count(*) from accounts.invitation where expires_at > ?",
        row -> row.getLong(1), now).orElseThrow();
  }

  /** What the token opens now, as long as its author is an active administrator. */
  static Optional<Invitation> find(Connection connection, RandomToken token, Instant now) throws SQLException {
    return Statements.first(connection, """
        select i.* from accounts.invitation i join accounts.account a on a.username = i.invited_by
        where i.hash = ? and i.expires_at > ? and a.is_admin and a.is_active""", InvitationTable::invitation,
        token.hash(), now);
  }

  /** The same with a lock on its row, so that of two uses at once only one succeeds. */
  static Optional<Invitation> hold(Connection connection, RandomToken token, Instant now) throws SQLException {
    List<Boolean> held = Statements.list(connection, "select true from accounts.invitation where hash = ? for update",
        row -> row.getBoolean(1), (Object) token.hash());
    return held.isEmpty() ? Optional.empty() : find(connection, token, now);
  }

  /** The newest first. */
  static List<Invitation> page(Connection connection, String before, int limit, Instant now) throws SQLException {
    return Statements.list(connection, """
        select * from accounts.invitation where expires_at > ? and (? = '' or id < ?) order by id desc limit ?""",
        InvitationTable::invitation, now, before, before, limit);
  }

  static boolean delete(Connection connection, String id) throws SQLException {
    return Statements.update(connection, "delete from accounts.invitation where id = ?", id) == 1;
  }

  static int clean(Connection connection, Instant now) throws SQLException {
    return Statements.update(connection, "delete from accounts.invitation where expires_at <= ?", now);
  }

  private static Invitation invitation(ResultSet row) throws SQLException {
    return new Invitation(row.getString("id"), row.getString("email"), row.getBoolean("is_admin"),
        new Username(row.getString("invited_by")), Statements.instant(row, "created_at"),
        Statements.instant(row, "expires_at"));
  }
}
