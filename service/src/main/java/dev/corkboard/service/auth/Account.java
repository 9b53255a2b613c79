package dev.corkboard.service.auth;

import dev.corkboard.domain.TimeZones;
import dev.corkboard.domain.Username;
import java.time.Instant;
import java.time.ZoneId;

/** A person who may sign in; what only the service may see, the password's hash, is not here. */
public record Account(String id, Username username, String email, String firstName, String lastName, String timeZone,
    int digestHour, boolean digest, boolean isAdmin, boolean isActive, Instant createdAt) {

  public ZoneId zone() {
    return TimeZones.of(timeZone);
  }

  Account withStanding(boolean active, boolean admin) {
    return new Account(id, username, email, firstName, lastName, timeZone, digestHour, digest, admin, active,
        createdAt);
  }
}
