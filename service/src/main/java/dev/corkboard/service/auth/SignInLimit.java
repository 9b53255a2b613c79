package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Five wrong passwords for one account from one address, or fifty from one network for all accounts, and that pair or
 * that network waits until fewer are within 15 minutes. Only wrong ones count, each in a transaction of its own. Whoever
 * checks many at once asks again in their turn and after the check, so a right guess among too many wrong ones is not
 * told.
 */
final class SignInLimit {

  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final String TABLE = "accounts.wrong_password";

  private final DataSource database;
  private final Attempts ofPair;
  private final Attempts ofNetwork;
  private final Clock clock;

  SignInLimit(DataSource database, Limits limits, Clock clock) {
    this.database = database;
    this.ofPair = new Attempts(TABLE, limits.wrongPasswords(), WINDOW);
    this.ofNetwork = new Attempts(TABLE, limits.wrongPasswordsOfNetwork(), WINDOW);
    this.clock = clock;
  }

  /** Why no password is taken from there now; empty if one is. */
  Optional<Refusal> refusal(String subject, String address) {
    Instant now = clock.instant();
    return Sql.with(database, connection -> refusal(connection, subject, address, now));
  }

  /** Counts a wrong password, or says that there were too many before it. */
  Optional<Refusal> countWrong(String subject, String address) {
    Instant now = clock.instant();
    return Sql.with(database, connection -> {
      boolean first = ofNetwork.count(connection, network(address), now);
      boolean second = ofPair.count(connection, pair(subject, address), now);
      if (first && second) return Optional.empty();
      Optional<Refusal> refusal = refusal(connection, subject, address, now);
      return refusal.isPresent() ? refusal : Optional.of(new Refusal.TooManyAttempts(Duration.ofSeconds(1)));
    });
  }

  int clean() {
    return Sql.with(database, connection -> ofPair.clean(connection, clock.instant()));
  }

  private Optional<Refusal> refusal(Connection connection, String subject, String address, Instant now)
      throws SQLException {
    Optional<Duration> wait = ofNetwork.untilNext(connection, network(address), now);
    if (wait.isEmpty()) wait = ofPair.untilNext(connection, pair(subject, address), now);
    return wait.map(Refusal.TooManyAttempts::new);
  }

  private static byte[] network(String address) {
    return hash("network\n" + Networks.around(address));
  }

  private static byte[] pair(String subject, String address) {
    return hash(Networks.of(address) + '\n' + subject);
  }

  private static byte[] hash(String text) {
    return Digests.sha256(text.getBytes(UTF_8));
  }
}
