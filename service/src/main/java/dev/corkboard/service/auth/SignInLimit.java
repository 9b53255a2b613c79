package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Five wrong passwords for one account from one address, and that pair waits until fewer are within 15 minutes. Only
 * wrong ones count, each in a transaction of its own; whoever checks many at once asks again after the check, so a right
 * guess among too many wrong ones is not told.
 */
final class SignInLimit {

  static final int ATTEMPTS = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);
  private static final Attempts WRONG = new Attempts("accounts.wrong_password", ATTEMPTS, WINDOW);

  private final DataSource database;
  private final Clock clock;

  SignInLimit(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Why no password is taken from there now; empty if one is. */
  Optional<Refusal> refusal(String subject, String address) {
    byte[] pair = pair(subject, address);
    return Sql.with(database, connection -> WRONG.untilNext(connection, pair, clock.instant()))
        .map(Refusal.TooManyAttempts::new);
  }

  /** Counts a wrong password, or says that there were too many before it. */
  Optional<Refusal> countWrong(String subject, String address) {
    byte[] pair = pair(subject, address);
    Instant now = clock.instant();
    return Sql.with(database, connection -> {
      if (WRONG.count(connection, pair, now)) return Optional.empty();
      Optional<Duration> wait = WRONG.untilNext(connection, pair, now);
      return Optional.of(new Refusal.TooManyAttempts(wait.orElse(Duration.ofSeconds(1))));
    });
  }

  int clean() {
    return Sql.with(database, connection -> WRONG.clean(connection, clock.instant()));
  }

  private static byte[] pair(String subject, String address) {
    return Digests.sha256((Networks.of(address) + '\n' + subject).getBytes(UTF_8));
  }
}
