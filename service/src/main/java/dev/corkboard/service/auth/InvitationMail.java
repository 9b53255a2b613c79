package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;

/** Has the token of an invitation mailed, inside the transaction that stores its hash; nobody else learns it. */
@FunctionalInterface
public interface InvitationMail {
  void send(Connection connection, Invitation invitation, String token) throws SQLException;
}
