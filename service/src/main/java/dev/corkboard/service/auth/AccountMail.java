package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Has a token mailed, inside the transaction that stores its hash; nobody else learns it. */
@FunctionalInterface
public interface AccountMail {

  /** What the token is for. */
  enum Kind {
    /** A new password. */
    PASSWORD_RESET,
    /** Showing that the address is read by the owner of the account. */
    CONFIRM_EMAIL
  }

  /** @param address where it goes: not always the account's own address, which may wait to be changed to this one */
  void send(Connection connection, Kind kind, Account account, String address, String token, Instant expiresAt)
      throws SQLException;
}
