package dev.corkboard.service.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.corkboard.service.auth.Account;
import java.time.Instant;
import java.util.Optional;

/** An account as admins see it, and its owner sees more of it. */
record Profile(String id, String username, String email, boolean emailConfirmed, Optional<String> pendingEmail,
    String firstName, String lastName, String timeZone, int digestHour, boolean digest,
    @JsonProperty("is_admin") boolean admin,
    @JsonProperty("is_active") boolean active, Instant createdAt) {

  /** An account as everybody sees it. */
  record Public(String id, String username, String firstName, String lastName, String timeZone) {
    static Public of(Account account) {
      return new Public(account.id(), account.username().value(), account.firstName(), account.lastName(),
          account.timeZone());
    }
  }

  /** The own profile, the only one with preferences. */
  record Own(@JsonUnwrapped Profile profile, @JsonRawValue String preferences) {
    static Own of(Account account, String preferences) {
      return new Own(Profile.of(account), preferences);
    }
  }

  static Profile of(Account account) {
    return new Profile(account.id(), account.username().value(), account.email(),
        account.emailConfirmed(), account.pendingEmail(), account.firstName(), account.lastName(), account.timeZone(),
        account.digestHour(), account.digest(), account.isAdmin(),
        account.isActive(), account.createdAt());
  }
}
