package dev.corkboard.service.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/**
 * Five wrong passwords for one account from one address, and that pair waits until fewer are within 15 minutes. An
 * attempt is counted before its password is checked, in a transaction of its own, so that neither many at once nor a
 * rollback get more; what turns out right is taken back.
 */
final class SignInLimit {

  static final int ATTEMPTS = 5;
  static final Duration WINDOW = Duration.ofMinutes(15);

  /** One counted attempt. */
  record Attempt(byte[] pair, Instant at) {}

  private final Database database;
  private final Clock clock;

  SignInLimit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Counts an attempt, or says when the next one is taken. */
  Result<Attempt> begin(String subject, String address) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Attempt attempt = new Attempt(pair(subject, address), now);
    return database.single(connection -> {
      if (count(connection, attempt)) return Result.done(attempt);
      return Result.refused(new Refusal.TooManyAttempts(untilNext(connection, attempt)));
    });
  }

  /** The password was right, or nobody looked at it. */
  void takeBack(Attempt attempt) {
    // Only one of them, should two have come in the same microsecond.
    String sql = """
        update accounts.wrong_password set attempts = attempts[:array_position(attempts, ?) - 1]
          || attempts[array_position(attempts, ?) + 1:]
        where pair = ? and array_position(attempts, ?) is not null""";
    database.single(
        connection -> Sql.update(connection, sql, attempt.at(), attempt.at(), attempt.pair(), attempt.at()));
  }

  /** Drops what no longer counts. */
  int clean() {
    return database.single(connection -> Sql.update(connection,
        "delete from accounts.wrong_password where last_at < ?", clock.instant().minus(WINDOW)));
  }

  private static boolean count(Connection connection, Attempt attempt) throws SQLException {
    Instant cutoff = attempt.at().minus(WINDOW);
    String sql = """
        insert into accounts.wrong_password as w (pair, attempts, last_at) values (?, array[?::timestamptz], ?)
        on conflict (pair) do update
          set attempts = array(select t from unnest(w.attempts) t where t > ?) || excluded.attempts,
            last_at = excluded.last_at
          where (select count(*) from unnest(w.attempts) t where t > ?) < ?""";
    return Sql.update(connection, sql, attempt.pair(), attempt.at(), attempt.at(), cutoff, cutoff, ATTEMPTS) == 1;
  }

  private static Duration untilNext(Connection connection, Attempt attempt) throws SQLException {
    String sql = """
        select t from accounts.wrong_password, unnest(attempts) t where pair = ? order by t desc
        offset ? limit 1""";
    Optional<Instant> oldest = Sql.first(connection, sql, row -> Sql.instant(row, "t"), attempt.pair(), ATTEMPTS - 1);
    Duration wait = Duration.between(attempt.at(), oldest.orElse(attempt.at()).plus(WINDOW));
    return Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds()));
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
