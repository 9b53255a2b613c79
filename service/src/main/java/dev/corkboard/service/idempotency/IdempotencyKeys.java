package dev.corkboard.service.idempotency;

import dev.corkboard.domain.Username;
import dev.corkboard.readmodel.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Remembers for ever which resource an Idempotency-Key stands for. The id is written down before the entity is asked,
 * so a repeat after any failure meets the same entity, which creates itself once. A key whose creation was refused is
 * free for another body; until that is known, whoever comes with another body has reused it.
 */
public final class IdempotencyKeys {

  /** Whose key it is: keys count per user and path. */
  public record Key(Username user, String path, String value) {}

  /** The resource that a key stands for, and whether it was claimed with the same body. */
  public record Claim(String resourceId, boolean sameBody) {}

  private static final String CLAIM = """
      insert into journal.idempotency_key (username, path, key, resource_id, body_digest)
      values (?, ?, ?, ?, ?) on conflict do nothing""";
  private static final String FIND = """
      select resource_id, body_digest from journal.idempotency_key where username = ? and path = ? and key = ?""";
  private static final String TAKE = """
      update journal.idempotency_key set body_digest = ?, created_at = now()
      where username = ? and path = ? and key = ? and (body_digest = ? or created_at < now() - interval '30 seconds')""";
  private static final String FREE = """
      update journal.idempotency_key set body_digest = ?
      where username = ? and path = ? and key = ? and body_digest = ?""";
  private static final byte[] NO_BODY = {};

  private final DataSource database;

  public IdempotencyKeys(DataSource database) {
    this.database = database;
  }

  /** Claims the key for a new resource, unless it stands for one already. */
  public Claim claim(Key key, String newId, byte[] bodyDigest) {
    return Sql.with(database, connection -> {
      try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
        bind(insert, 1, key);
        insert.setString(4, newId);
        insert.setBytes(5, bodyDigest);
        if (insert.executeUpdate() == 1) return new Claim(newId, true);
      }
      return find(connection, key, bodyDigest);
    });
  }

  /**
   * Takes a key whose resource never came to be for another body; not while the other may still be under way, which
   * after half a minute it is not.
   */
  public boolean take(Key key, byte[] bodyDigest) {
    return update(TAKE, key, bodyDigest, NO_BODY);
  }

  /** For a key whose creation was refused: its next body counts. */
  public void free(Key key, byte[] bodyDigest) {
    update(FREE, key, NO_BODY, bodyDigest);
  }

  private boolean update(String sql, Key key, byte[] after, byte[] before) {
    return Sql.with(database, connection -> {
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setBytes(1, after);
        bind(update, 2, key);
        update.setBytes(5, before);
        return update.executeUpdate() == 1;
      }
    });
  }

  private static Claim find(Connection connection, Key key, byte[] bodyDigest) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FIND)) {
      bind(select, 1, key);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) throw new SQLException("an idempotency key is gone", "55000");
        return new Claim(row.getString(1), Arrays.equals(row.getBytes(2), bodyDigest));
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, Key key) throws SQLException {
    statement.setString(first, key.user().value());
    statement.setString(first + 1, key.path());
    statement.setString(first + 2, key.value());
  }
}
