package dev.corkboard.readmodel.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The SQL of the row that knows which store this is, and of that which knows whose views these are. */
final class StoreTable {

  private static final String FIND = """
      select board, epoch, plain_positions, system_identifier, timeline, database_oid, reason, since,
        xmin = written_by::xid as own
      from journal.store""";

  private static final String WRITE = """
      insert into journal.store (board, epoch, plain_positions, system_identifier, timeline, database_oid, reason)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (one) do update set board = excluded.board, epoch = excluded.epoch,
        plain_positions = excluded.plain_positions, system_identifier = excluded.system_identifier,
        timeline = excluded.timeline, database_oid = excluded.database_oid, reason = excluded.reason, since = excluded.since,
        written_by = excluded.written_by""";

  private static final String FIND_VIEWS = """
      select board, epoch, xmin = written_by::xid as own from views.store""";

  private static final String WRITE_VIEWS = """
      insert into views.store (board, epoch) values (?, ?)
      on conflict (one) do update set board = excluded.board, epoch = excluded.epoch,
        written_by = excluded.written_by""";

  /**
   * What a row says.
   *
   * @param own whether the transaction wrote it that it names; another one did if it was copied
   * @param reason why it was written
   */
  record Kept(StoreIdentity identity, boolean own, String reason, Instant since) {}

  /** The same of the row beside the views. */
  record KeptViews(String board, String epoch, boolean own) {}

  private StoreTable() {}

  static Optional<Kept> find(Connection main) throws SQLException {
    try (PreparedStatement query = main.prepareStatement(FIND); ResultSet row = query.executeQuery()) {
      if (!row.next()) return Optional.empty();
      LiveServer server = new LiveServer(Optional.ofNullable(row.getString("system_identifier")),
          Optional.ofNullable(row.getString("timeline")), row.getString("database_oid"));
      return Optional.of(new Kept(new StoreIdentity(row.getString("board"), row.getString("epoch"),
          row.getBoolean("plain_positions"), server), row.getBoolean("own"), row.getString("reason"),
          row.getTimestamp("since").toInstant()));
    }
  }

  static void write(Connection main, StoreIdentity identity, String reason) throws SQLException {
    try (PreparedStatement upsert = main.prepareStatement(WRITE)) {
      upsert.setString(1, identity.board());
      upsert.setString(2, identity.epoch());
      upsert.setBoolean(3, identity.plainPositions());
      upsert.setString(4, identity.server().system().orElse(null));
      upsert.setString(5, identity.server().timeline().orElse(null));
      upsert.setString(6, identity.server().database());
      upsert.setString(7, reason);
      upsert.executeUpdate();
    }
  }

  static Optional<KeptViews> findViews(Connection views) throws SQLException {
    try (PreparedStatement query = views.prepareStatement(FIND_VIEWS); ResultSet row = query.executeQuery()) {
      if (!row.next()) return Optional.empty();
      return Optional.of(new KeptViews(row.getString("board"), row.getString("epoch"), row.getBoolean("own")));
    }
  }

  static void writeViews(Connection views, StoreIdentity identity) throws SQLException {
    try (PreparedStatement upsert = views.prepareStatement(WRITE_VIEWS)) {
      upsert.setString(1, identity.board());
      upsert.setString(2, identity.epoch());
      upsert.executeUpdate();
    }
  }
}
