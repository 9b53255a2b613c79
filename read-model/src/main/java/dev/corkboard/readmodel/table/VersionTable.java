package dev.corkboard.readmodel.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of what the rows of a view's table were, each revision from an instant on. A version is added and never
 * changed, so it has no end: it ends when the next one begins. That never lies before it, whatever the clocks of the
 * nodes said.
 */
public final class VersionTable<V extends Shown> {

  private static final String BEGINNINGS = """
      select version.id, valid_from from unnest(?, ?) as wanted (id, revision) join %s version using (id, revision)""";

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

  /** Adds consecutive versions of any number of entities; those that are there already stay as they are. */
  void write(Connection connection, List<Version<V>> versions) throws SQLException {
    if (versions.isEmpty()) return;
    Map<String, Instant> beginnings = beginnings(connection, versions);
    try (PreparedStatement insert = connection.prepareStatement(insertSql())) {
      for (Version<V> version : versions) {
        Instant from = begins(Optional.ofNullable(beginnings.get(version.id())), version.at());
        beginnings.put(version.id(), from);
        int next = rows.bind(connection, insert, version.row());
        insert.setObject(next, from.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Since when the version is shown that comes before the first of these, for each entity that has one. */
  private Map<String, Instant> beginnings(Connection connection, List<Version<V>> versions) throws SQLException {
    Map<String, Long> before = new LinkedHashMap<>();
    versions.forEach(version -> before.putIfAbsent(version.id(), version.revision() - 1));
    before.values().removeIf(revision -> revision == 0);
    Map<String, Instant> beginnings = new HashMap<>();
    if (before.isEmpty()) return beginnings;
    try (PreparedStatement query = connection.prepareStatement(BEGINNINGS.formatted(name))) {
      query.setArray(1, connection.createArrayOf("text", before.keySet().toArray()));
      query.setArray(2, connection.createArrayOf("bigint", before.values().toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next())
          beginnings.put(row.getString("id"), row.getObject("valid_from", OffsetDateTime.class).toInstant());
      }
    }
    return beginnings;
  }

  private String insertSql() {
    return rows.insertSql(name, List.of("valid_from")) + " on conflict do nothing";
  }
}
