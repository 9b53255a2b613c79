package dev.corkboard.service.idempotency;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Remembers for ever which resource an Idempotency-Key stands for. The id is written down before the entity is asked,
 * so a repeat after any failure meets the same entity, which creates itself once. A key whose creation was refused is
 * free for another body; until that is known, whoever comes with another body has reused it.
 *
 * <p>A resource that is there always answers to its key, as the body that is written down is that of every creation
 * that may still be under way: each is counted when it begins, and taken off only when it is refused. So the key is
 * freed by the last of them, when all were refused. One that was accepted, or of which nothing is known (a timeout, a
 * node that was killed), is never taken off; a key that it holds can be taken once the resource has not come to be
 * within half a minute, as no creation is stored so long after it began: see docs/adr/0027.
 */
public final class IdempotencyKeys {

  /** Whose key it is: keys count per user and path. */
  public record Key(Username user, String path, String value) {}

  /** The resource that a key stands for, and whether it was claimed with the same body. */
  public record Claim(String resourceId, boolean sameBody) {}

  /** The row's created_at is when the newest creation under the key began. */
  private static final String CLAIM = """
      insert into journal.idempotency_key as held (username, path, key, resource_id, body_digest)
      values (?, ?, ?, ?, ?) on conflict (username, path, key) do update set created_at = now(),
        attempts = case when held.created_at < now() - interval '30 seconds' then 1 else held.attempts + 1 end
      where held.body_digest = excluded.body_digest
      returning resource_id""";
  private static final String FIND = """
      select resource_id from journal.idempotency_key where username = ? and path = ? and key = ?""";
  private static final String TAKE = """
      update journal.idempotency_key set body_digest = ?, created_at = now(), attempts = 1
      where username = ? and path = ? and key = ? and (body_digest = '' or created_at < now() - interval '30 seconds')""";
  private static final String REFUSED = """
      update journal.idempotency_key set attempts = attempts - 1,
        body_digest = case when attempts = 1 then '' else body_digest end
      where username = ? and path = ? and key = ? and body_digest = ?""";

  private final DataSource database;

  public IdempotencyKeys(DataSource database) {
    this.database = database;
  }

  /** Claims the key for a new resource, unless it stands for one already; with the same body it is one more attempt. */
  public Claim claim(Key key, String newId, byte[] bodyDigest) {
    return Sql.with(database, connection -> {
      try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
        bind(insert, 1, key);
        insert.setString(4, newId);
        insert.setBytes(5, bodyDigest);
        try (ResultSet row = insert.executeQuery()) {
          if (row.next()) return new Claim(row.getString(1), true);
        }
      }
      return new Claim(find(connection, key), false);
    });
  }

  /**
   * Takes a key whose resource never came to be for another body; not while a creation may still be under way, which
   * after half a minute none is.
   */
  public boolean take(Key key, byte[] bodyDigest) {
    return Sql.with(database, connection -> {
      try (PreparedStatement take = connection.prepareStatement(TAKE)) {
        take.setBytes(1, bodyDigest);
        bind(take, 2, key);
        return take.executeUpdate() == 1;
      }
    });
  }

  /** A creation under the key has been refused. If no other is under way, the key's next body counts. */
  public void refused(Key key, byte[] bodyDigest) {
    Sql.with(database, connection -> {
      try (PreparedStatement refused = connection.prepareStatement(REFUSED)) {
        bind(refused, 1, key);
        refused.setBytes(4, bodyDigest);
        return refused.executeUpdate();
      }
    });
  }

  private static String find(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      bind(select, 1, key);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) throw new SQLException("an idempotency key is gone", "55000");
        return row.getString(1);
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, Key key) throws SQLException {
    statement.setString(first, key.user().value());
    statement.setString(first + 1, key.path());
    statement.setString(first + 2, key.value());
  }
}
