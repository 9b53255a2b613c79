package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Has the token mailed to its account, inside the transaction that stores its hash; nobody else learns it. */
@FunctionalInterface
public interface ResetMail {
  void send(Connection connection, Account account, String token, Instant expiresAt) throws SQLException;
}
