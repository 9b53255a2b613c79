package dev.corkboard.service.auth;

import dev.corkboard.readmodel.Sql;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keys in the database, the same for all nodes. The first node to look makes the first key; every three months the
 * next is made, known to all nodes an hour before it signs, and a key goes a day after its successor began to sign.
 */
final class KeyTable implements KeySource {

  static final Duration SERVICE_LIFE = Duration.ofDays(90);
  static final Duration NOTICE = Duration.ofHours(1);
  static final Duration AFTERLIFE = Duration.ofDays(1);

  private record Row(SigningKey key, Instant signsFrom) {}

  private final DataSource database;
  private final Clock clock;

  KeyTable(DataSource database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<SigningKey> load() {
    Instant now = clock.instant();
    List<Row> rows = Sql.with(database, KeyTable::rows);
    if (isDue(rows, now)) rows = Sql.transaction(database, connection -> renew(connection, now));
    return inOrder(rows, now);
  }

  private static boolean isDue(List<Row> rows, Instant now) {
    return rows.isEmpty() || !rows.getFirst().signsFrom().plus(SERVICE_LIFE).isAfter(now);
  }

  private static List<Row> renew(Connection connection, Instant now) throws SQLException {
    // It lets readers pass, and has the other nodes wait and then find the new key.
    Statements.update(connection, "lock table accounts.signing_key in share row exclusive mode");
    List<Row> rows = rows(connection);
    if (!isDue(rows, now)) return rows;
    insert(connection, rows.isEmpty() ? now : now.plus(NOTICE));
    Statements.update(connection, """
        delete from accounts.signing_key k where exists
          (select from accounts.signing_key s where s.signs_from > k.signs_from and s.signs_from < ?)""",
        now.minus(AFTERLIFE));
    return rows(connection);
  }

  private static int insert(Connection connection, Instant signsFrom) throws SQLException {
    SigningKey key = SigningKey.generate();
    return Statements.update(connection, "insert into accounts.signing_key (kid, pkcs8, signs_from) values (?, ?, ?)",
        key.kid(), key.pkcs8(), signsFrom);
  }

  private static List<SigningKey> inOrder(List<Row> rows, Instant now) {
    List<SigningKey> keys = new ArrayList<>(rows.stream().map(Row::key).toList());
    Optional<Row> signs = rows.stream().filter(row -> !row.signsFrom().isAfter(now)).findFirst();
    signs.ifPresent(row -> {
      keys.remove(row.key());
      keys.addFirst(row.key());
    });
    return keys;
  }

  private static List<Row> rows(Connection connection) throws SQLException {
    return Statements.list(connection,
        "select pkcs8, signs_from from accounts.signing_key order by signs_from desc, kid",
        KeyTable::row);
  }

  private static Row row(ResultSet row) throws SQLException {
    try {
      return new Row(SigningKey.of(row.getBytes("pkcs8")), Statements.instant(row, "signs_from"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("accounts.signing_key holds what is no key", e);
    }
  }
}
