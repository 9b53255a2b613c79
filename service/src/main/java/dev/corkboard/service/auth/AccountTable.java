package dev.corkboard.service.auth;

import dev.corkboard.domain.Username;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;

/** The SQL of accounts. */
final class AccountTable {

  /** An account with the hash of its password. */
  record Secret(Account account, String passwordHash) {
    @Override
    public String toString() {
      return "Secret[" + account + "]";
    }
  }

  private static final String UNIQUE_VIOLATION = "23505";

  private AccountTable() {}

  /** False if the name or the address is taken; waits for whoever is about to take it. */
  static boolean insert(Connection connection, Account account, String passwordHash) throws SQLException {
    return Statements.update(connection, """
        insert into accounts.account (id, username, email, email_confirmed, pending_email, first_name, last_name,
          time_zone, digest_hour, digest, is_admin, is_active, password_hash, created_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""", account.id(),
        account.username().value(), account.email(), account.emailConfirmed(), account.pendingEmail().orElse(null),
        account.firstName(), account.lastName(), account.timeZone(), account.digestHour(), account.digest(),
        account.isAdmin(), account.isActive(), passwordHash, account.createdAt()) == 1;
  }

  /** False if the address is taken. */
  static boolean update(Connection connection, Account account) throws SQLException {
    String sql = """
        update accounts.account set email = ?, email_confirmed = ?, pending_email = ?, first_name = ?, last_name = ?,
          time_zone = ?, digest_hour = ?, digest = ?, is_admin = ?, is_active = ?
        where id = ? and not exists (select from accounts.account o where lower(o.email) = lower(?) and o.id <> ?)""";
    Savepoint before = connection.setSavepoint();
    try {
      return Statements.update(connection, sql, account.email(), account.emailConfirmed(),
          account.pendingEmail().orElse(null), account.firstName(), account.lastName(), account.timeZone(),
          account.digestHour(), account.digest(), account.isAdmin(), account.isActive(), account.id(), account.email(),
          account.id()) == 1;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) throw e;
      connection.rollback(before); // somebody took it since the statement began
      return false;
    }
  }

  /** Only if nobody has changed it meanwhile. */
  static boolean updatePassword(Connection connection, String id, String oldHash, String newHash)
      throws SQLException {
    return Statements.update(connection,
        "update accounts.account set password_hash = ? where id = ? and password_hash = ?",
        newHash, id, oldHash) == 1;
  }

  static Optional<Account> byId(Connection connection, String id) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where id = ?", AccountTable::account, id);
  }

  static Optional<Account> byUsername(Connection connection, Username username) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where username = ?", AccountTable::account,
        username.value());
  }

  static Optional<Account> byEmail(Connection connection, String email) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where lower(email) = lower(?)",
        AccountTable::account, email);
  }

  static Optional<Secret> secretById(Connection connection, String id) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where id = ?", AccountTable::secret, id);
  }

  static Optional<Secret> secretByUsername(Connection connection, String username) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where username = ?", AccountTable::secret,
        username);
  }

  static Optional<Secret> secretByEmail(Connection connection, String email) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where lower(email) = lower(?)",
        AccountTable::secret,
        email);
  }

  /** Holds the row, so that two changes of one account come after each other. */
  static Optional<Account> hold(Connection connection, String id) throws SQLException {
    return Statements.first(connection, "select * from accounts.account where id = ? for no key update",
        AccountTable::account, id);
  }

  /** Their ids; in the order of ids, so that two who hold them wait instead of failing. */
  static List<String> holdActiveAdmins(Connection connection) throws SQLException {
    return Statements.list(connection, """
        select id from accounts.account where is_admin and is_active order by id for no key update""",
        row -> row.getString("id"));
  }

  /** The account if it is active and the password that was checked still stands; nobody changes that until commit. */
  static Optional<Account> holdFit(Connection connection, AccountTable.Secret checked) throws SQLException {
    return Statements.first(connection,
        "select * from accounts.account where id = ? and is_active and password_hash = ? for share",
        AccountTable::account, checked.account().id(), checked.passwordHash());
  }

  static List<Account> page(Connection connection, String after, int limit, boolean inactiveToo) throws SQLException {
    return Statements.list(connection,
        "select * from accounts.account where username > ? and (is_active or ?) order by username limit ?",
        AccountTable::account, after, inactiveToo, limit);
  }

  static long count(Connection connection, boolean inactiveToo) throws SQLException {
    return Statements.first(connection, "select count(*) from accounts.account where is_active or ?",
        row -> row.getLong(1), inactiveToo).orElseThrow();
  }

  static Account account(ResultSet row) throws SQLException {
    return new Account(row.getString("id"), new Username(row.getString("username")), row.getString("email"),
        row.getBoolean("email_confirmed"), Optional.ofNullable(row.getString("pending_email")),
        row.getString("first_name"), row.getString("last_name"), row.getString("time_zone"), row.getInt("digest_hour"),
        row.getBoolean("digest"), row.getBoolean("is_admin"), row.getBoolean("is_active"),
        Statements.instant(row, "created_at"));
  }

  private static Secret secret(ResultSet row) throws SQLException {
    return new Secret(account(row), row.getString("password_hash"));
  }
}
