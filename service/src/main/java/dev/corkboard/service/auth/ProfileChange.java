package dev.corkboard.service.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * New values for some fields of one's own profile; what is empty stays. An address needs the password as well.
 *
 * @param preferences is merged into what is there; null removes all of it
 */
public record ProfileChange(Optional<String> firstName, Optional<String> lastName, Optional<String> timeZone,
    Optional<Integer> digestHour, Optional<Boolean> digest, Optional<String> email, Optional<String> password,
    Optional<JsonNode> preferences) {

  public ProfileChange(Optional<String> firstName, Optional<String> lastName, Optional<String> timeZone,
      Optional<Integer> digestHour, Optional<Boolean> digest, Optional<String> email, Optional<String> password) {
    this(firstName, lastName, timeZone, digestHour, digest, email, password, Optional.empty());
  }

  List<BadField> bad() {
    Optional<BadField> noPassword = email.isPresent() && password.isEmpty()
        ? Optional.of(new BadField("password", "required", "A change of address needs the password."))
        : Optional.empty();
    return Stream.of(firstName.flatMap(it -> AccountRules.badName("first_name", it)),
        lastName.flatMap(it -> AccountRules.badName("last_name", it)), timeZone.flatMap(AccountRules::badTimeZone),
        digestHour.flatMap(AccountRules::badDigestHour), email.flatMap(AccountRules::badEmail), noPassword)
        .flatMap(Optional::stream).toList();
  }

  /** Another address waits to be confirmed; the one that is there already takes such a change back. */
  Account applyTo(Account account) {
    Optional<String> pending = email.isPresent()
        ? email.filter(address -> !address.equals(account.email()))
        : account.pendingEmail();
    return new Account(account.id(), account.username(), account.email(), account.emailConfirmed(), pending,
        firstName.orElse(account.firstName()),
        lastName.orElse(account.lastName()),
        timeZone.orElse(account.timeZone()), digestHour.orElse(account.digestHour()), digest.orElse(account.digest()),
        account.isAdmin(), account.isActive(), account.createdAt());
  }

  @Override
  public String toString() {
    return "ProfileChange[…]"; // it holds a password
  }
}
