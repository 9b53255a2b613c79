package dev.corkboard.service;

import dev.corkboard.readmodel.Sql;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Copies all rows into another database with the same schemas, as at one moment. Their transaction numbers become those
 * of a cluster that was much busier.
 */
final class RowsCopied {
  private static final String TABLES = """
      select quote_ident(table_schema) || '.' || quote_ident(table_name) as name,
        string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
      from information_schema.columns join information_schema.tables using (table_schema, table_name)
      where table_schema in ('journal', 'accounts', 'reminder', 'projection', 'views') and is_generated = 'NEVER'
        and table_type = 'BASE TABLE' and table_name <> 'schema_history'
      group by 1, table_name order by table_name not in ('account', 'session'), table_name""";

  private static final String LATER = """
      update journal.event_journal set xid = (xid::text::bigint + 4294967296)::text::xid8;
      update projection.pekko_projection_offset_store set current_offset = overlay(current_offset placing '00000001' from 1);
      select setval('journal.event_journal_ordering_seq', (select max(ordering) from journal.event_journal))""";

  private RowsCopied() {}

  static void between(DataSource from, DataSource to) {
    Sql.snapshot(from, source -> Sql.transaction(to, target -> {
      Map<String, String> tables = tables(source);
      execute(target, "truncate " + String.join(", ", tables.keySet()) + " cascade");
      for (Map.Entry<String, String> table : tables.entrySet())
        copy(source, target, table.getKey() + " (" + table.getValue() + ")");
      execute(target, LATER);
      return tables;
    }));
  }

  private static Map<String, String> tables(Connection source) throws SQLException {
    Map<String, String> tables = new LinkedHashMap<>();
    try (Statement query = source.createStatement(); ResultSet row = query.executeQuery(TABLES)) {
      while (row.next())
        tables.put(row.getString("name"), row.getString("columns"));
    }
    return tables;
  }

  private static void copy(Connection source, Connection target, String table) throws SQLException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try {
      source.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + table + " to stdout", rows);
      target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin",
          new ByteArrayInputStream(rows.toByteArray()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void execute(Connection target, String sql) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(sql);
    }
  }
}
