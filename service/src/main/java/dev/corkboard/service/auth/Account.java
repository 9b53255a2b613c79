package dev.corkboard.service.auth;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.Username;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A person who may sign in; what only the service may see, the password's hash, is not here.
 *
 * @param emailConfirmed whether its owner has shown that they read what is mailed to {@code email}
 * @param pendingEmail the address that takes its place once it is confirmed; until then it may become somebody else's
 */
public record Account(String id, Username username, String email, boolean emailConfirmed, Optional<String> pendingEmail,
    String firstName, String lastName, String timeZone, int digestHour, boolean digest, boolean isAdmin,
    boolean isActive, Instant createdAt) {

  public ZoneId zone() {
    return TimeZones.of(timeZone);
  }

  /** With this address, which its owner reads. */
  Account confirmed(String address) {
    return new Account(id, username, address, true, pendingEmail.filter(other -> !other.equals(address)), firstName,
        lastName, timeZone, digestHour, digest, isAdmin, isActive, createdAt);
  }

  /** Without the change of address that waits. */
  Account withoutPending() {
    return new Account(id, username, email, emailConfirmed, Optional.empty(), firstName, lastName, timeZone, digestHour,
        digest, isAdmin, isActive, createdAt);
  }

  Account withStanding(boolean active, boolean admin) {
    return new Account(id, username, email, emailConfirmed, pendingEmail, firstName, lastName, timeZone, digestHour,
        digest, admin, active, createdAt);
  }
}
