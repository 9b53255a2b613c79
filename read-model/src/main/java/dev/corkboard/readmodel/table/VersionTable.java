package dev.corkboard.readmodel.table;

import dev.corkboard.readmodel.table.RowCopy.Copy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of what the rows of a view's table were, each revision from an instant on. A version is added and never
 * changed, so it has no end: it ends when the next one begins. That never lies before it, whatever the clocks of the
 * nodes said.
 */
public final class VersionTable<V extends Shown> {

  private static final String NEWEST = """
      select %s, valid_from from unnest(?) as wanted (key), lateral (
        select * from %s where id = wanted.key order by revision desc limit 1) newest""";

  private static final String BYTES = """
      select coalesce(sum(bytes), 0) from unnest(?) as wanted (key), lateral (
        select %s as bytes from %s where id = wanted.key order by revision desc limit 1) newest""";

  private final String name;
  private final Table<V> rows;

  /**
   * @param name with its schema
   * @param rows the table whose columns it has, and {@code valid_from}
   */
  public VersionTable(String name, Table<V> rows) {
    this.name = name;
    this.rows = rows;
  }

  public String name() {
    return name;
  }

  public Table<V> rows() {
    return rows;
  }

  /** The same table in another schema. */
  VersionTable<V> in(String schema) {
    return new VersionTable<>(schema + name.substring(name.indexOf('.')), rows);
  }

  /** From when on a version is shown whose event was made at an instant, after one that was shown from another on. */
  public static Instant begins(Optional<Instant> before, Instant at) {
    Instant made = at.truncatedTo(ChronoUnit.MILLIS);
    return before.filter(made::isBefore).orElse(made);
  }

  /** Adds versions; those that are there already stay as they are. */
  void write(Connection connection, List<Version<V>> versions) throws SQLException {
    if (versions.isEmpty()) return;
    try (PreparedStatement insert = connection.prepareStatement(insertSql())) {
      for (Version<V> version : versions) {
        int next = rows.bind(connection, insert, version.row());
        insert.setObject(next, version.from().atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Versions of which none is there, to be added by COPY. */
  Copy copy(List<Version<V>> versions) {
    return new RowCopy<>(rows).versionsInto(name, versions);
  }

  /** How many bytes the texts have in the newest versions of these. */
  long bytesOfNewest(Connection connection, Collection<String> ids) throws SQLException {
    return Table.bytes(connection, BYTES.formatted(rows.textBytes(), name), ids);
  }

  /** The newest version of each of these that has one. */
  Map<String, Version<V>> newest(Connection connection, Collection<String> ids) throws SQLException {
    Map<String, Version<V>> newest = new HashMap<>();
    if (ids.isEmpty()) return newest;
    try (PreparedStatement query = connection.prepareStatement(NEWEST.formatted(rows.rowColumns(), name))) {
      query.setArray(1, connection.createArrayOf("text", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          newest.put(row.getString("id"),
              new Version<>(rows.row(row), Rows.instant(row, "valid_from")));
      }
    }
    return newest;
  }

  private String insertSql() {
    return rows.insertSql(name, List.of("valid_from")) + " on conflict do nothing";
  }
}
