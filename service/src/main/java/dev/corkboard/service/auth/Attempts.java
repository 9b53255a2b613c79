package dev.corkboard.service.auth;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** So many attempts at something within a window of time; a table of its own counts them by the hash of what it is. */
record Attempts(String table, int most, Duration window) {

  /** Of all kinds that have no table of their own; the subject's hash says the kind. */
  static Attempts limited(int most, Duration window) {
    return new Attempts("accounts.limited_request", most, window);
  }

  /** Counts one more, or says that it is one too many; whoever counts the same at once comes after. */
  boolean count(Connection connection, byte[] subject, Instant now) throws SQLException {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    Instant cutoff = at.minus(window);
    String sql = """
        insert into %s as w (subject, attempts, last_at) values (?, array[?::timestamptz], ?)
        on conflict (subject) do update
          set attempts = array(select t from unnest(w.attempts) t where t > ?) || excluded.attempts,
            last_at = excluded.last_at
          where (select count(*) from unnest(w.attempts) t where t > ?) < ?""".formatted(table);
    return Statements.update(connection, sql, subject, at, at, cutoff, cutoff, most) == 1;
  }

  /** In whole seconds; empty if the next one may come at once. */
  Optional<Duration> untilNext(Connection connection, byte[] subject, Instant now) throws SQLException {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    String sql = """
        select t from %s, unnest(attempts) t where subject = ? and t > ? order by t desc
        offset ? limit 1""".formatted(table);
    return Statements.first(connection, sql, row -> Statements.instant(row, "t"), subject, at.minus(window), most - 1)
        .map(oldest -> Duration.between(at, oldest.plus(window)))
        .map(wait -> Duration.ofSeconds(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  void forget(Connection connection, byte[] subject) throws SQLException {
    Statements.update(connection, "delete from %s where subject = ?".formatted(table), new Object[]{subject});
  }

  /** Drops what no longer counts. */
  int clean(Connection connection, Instant now) throws SQLException {
    return Statements.update(connection, "delete from %s where last_at < ?".formatted(table), now.minus(window));
  }
}
