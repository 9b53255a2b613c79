package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;

/** Is told of every new and every changed account, inside the transaction that stores it. */
@FunctionalInterface
public interface ProfileListener {
  void profileChanged(Connection connection, Account account) throws SQLException;
}
