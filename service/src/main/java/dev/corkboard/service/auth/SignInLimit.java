package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corkboard.readmodel.Sql;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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

  private final DataSource database;
  private final Clock clock;

  SignInLimit(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Why no password is taken from there now; empty if one is. */
  Optional<Refusal> refusal(String subject, String address) {
    byte[] pair = pair(subject, address);
    Instant now = now();
    return Sql.with(database, connection -> untilNext(connection, pair, now)).map(Refusal.TooManyAttempts::new);
  }

  /** Counts a wrong password, or says that there were too many before it. */
  Optional<Refusal> countWrong(String subject, String address) {
    byte[] pair = pair(subject, address);
    Instant now = now();
    return Sql.with(database, connection -> {
      if (count(connection, pair, now)) return Optional.empty();
      return Optional.of(new Refusal.TooManyAttempts(untilNext(connection, pair, now).orElse(Duration.ofSeconds(1))));
    });
  }

  /** Drops what no longer counts. */
  int clean() {
    return Sql.with(database, connection -> Statements.update(connection,
        "delete from accounts.wrong_password where last_at < ?", clock.instant().minus(WINDOW)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean count(Connection connection, byte[] pair, Instant now) throws SQLException {
    Instant cutoff = now.minus(WINDOW);
    String sql = """
        insert into accounts.wrong_password as w (pair, attempts, last_at) values (?, array[?::timestamptz], ?)
        on conflict (pair) do update
          set attempts = array(select t from unnest(w.attempts) t where t > ?) || excluded.attempts,
            last_at = excluded.last_at
          where (select count(*) from unnest(w.attempts) t where t > ?) < ?""";
    return Statements.update(connection, sql, pair, now, now, cutoff, cutoff, ATTEMPTS) == 1;
  }

  private static Optional<Duration> untilNext(Connection connection, byte[] pair, Instant now) throws SQLException {
    String sql = """
        select t from accounts.wrong_password, unnest(attempts) t where pair = ? and t > ? order by t desc
        offset ? limit 1""";
    return Statements.first(connection, sql, row -> Statements.instant(row, "t"), pair, now.minus(WINDOW), ATTEMPTS - 1)
        .map(oldest -> Duration.between(now, oldest.plus(WINDOW)))
        .map(wait -> Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  private static byte[] pair(String subject, String address) {
    return Digests.sha256((network(address) + '\n' + subject).getBytes(UTF_8));
  }

  /** Whoever has one IPv6 address has at least the 2^64 of its network. */
  private static String network(String address) {
    if (!address.contains(":")) return address;
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == 16
          ? InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16)).getHostAddress()
          : InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
