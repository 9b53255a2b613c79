package dev.corkboard.service.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corkboard.service.auth.Account;
import java.time.Instant;
import java.util.Optional;

/** An account as its owner and admins see it. */
record Profile(String id, String username, String email, boolean emailConfirmed, Optional<String> pendingEmail,
    String firstName, String lastName, String timeZone, int digestHour, boolean digest,
    @JsonProperty("is_admin") boolean admin,
    @JsonProperty("is_active") boolean active, Instant createdAt) {

  /** An account as everybody sees it. */
  record Public(String id, String username, String firstName, String lastName) {
    static Public of(Account account) {
      return new Public(account.id(), account.username().value(), account.firstName(), account.lastName());
    }
  }

  static Profile of(Account account) {
    return new Profile(account.id(), account.username().value(), account.email(),
        account.emailConfirmed(), account.pendingEmail(), account.firstName(), account.lastName(), account.timeZone(),
        account.digestHour(), account.digest(), account.isAdmin(),
        account.isActive(), account.createdAt());
  }
}
