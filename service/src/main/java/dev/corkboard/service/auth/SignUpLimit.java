package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** So many sign-ups of one network an hour. What is counted was found fit before, so a mistyped form costs nothing. */
final class SignUpLimit {

  private final DataSource database;
  private final Attempts signUps;
  private final Clock clock;

  SignUpLimit(DataSource database, Limits limits, Clock clock) {
    this.database = database;
    this.signUps = Attempts.limited(limits.signUps(), Duration.ofHours(1));
    this.clock = clock;
  }

  /** Counts one more, or says that it is one too many. */
  Optional<Refusal> countOne(String address) {
    byte[] subject = Digests.sha256(("sign-up\n" + Networks.around(address)).getBytes(UTF_8));
    Instant now = clock.instant();
    return Sql.with(database, connection -> {
      if (signUps.count(connection, subject, now)) return Optional.empty();
      Optional<Duration> wait = signUps.untilNext(connection, subject, now);
      return Optional.of(new Refusal.TooManyRequests(wait.orElse(Duration.ofSeconds(1))));
    });
  }
}
