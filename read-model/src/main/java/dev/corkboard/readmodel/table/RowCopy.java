package dev.corkboard.readmodel.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for COPY, which takes values only and calls no function: the words of a text are asked for before, once for each
 * text, as most revisions leave it as it is.
 */
final class RowCopy<V extends Shown> {
  private static final int EXPECTED_ROW = 600;

  private final Table<V> table;
  private final Map<Column<V>, Map<Row<V>, byte[]>> words = new HashMap<>();

  /** Rows as they are sent, and the statement that takes them. */
  record Copy(String sql, byte[] rows) {
    void write(Connection connection) throws SQLException {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      try {
        copy.writeToCopy(rows, 0, rows.length);
        copy.endCopy();
      } finally {
        // One that is left open would let the connection wait for ever to be rolled back.
        if (copy.isActive()) copy.cancelCopy();
      }
    }
  }

  /**
   * @param connection by which words are asked for
   * @param rows all that will be written
   */
  RowCopy(Connection connection, Table<V> table, List<Row<V>> rows) throws SQLException {
    this.table = table;
    for (Column<V> column : table.columns())
      if (column.isComputed()) words.put(column, words(connection, column, rows));
  }

  Copy into(String name, List<Row<V>> rows) {
    CopyBytes bytes = new CopyBytes(rows.size() * EXPECTED_ROW);
    for (Row<V> row : rows)
      add(bytes, row, 0);
    return copy(name, "", bytes);
  }

  Copy versionsInto(String name, List<Version<V>> versions) {
    CopyBytes bytes = new CopyBytes(versions.size() * EXPECTED_ROW);
    for (Version<V> version : versions) {
      add(bytes, version.row(), 1);
      bytes.instant(version.from());
    }
    return copy(name, ", valid_from", bytes);
  }

  private Copy copy(String name, String more, CopyBytes rows) {
    String columns = table.columns().stream().map(Column::quoted).collect(Collectors.joining(", "));
    return new Copy("copy " + name + " (id, revision, deleted, " + columns + more + ") from stdin (format binary)",
        rows.whole());
  }

  private Map<Row<V>, byte[]> words(Connection connection, Column<V> column, List<Row<V>> rows) throws SQLException {
    Map<Row<V>, String> texts = new IdentityHashMap<>(rows.size());
    for (Row<V> row : rows)
      texts.put(row, (String) column.from().apply(row.view()));
    Map<String, byte[]> found = words(connection, column, texts.values().stream().distinct().toArray(String[]::new));
    Map<Row<V>, byte[]> words = new IdentityHashMap<>(rows.size());
    texts.forEach((row, text) -> words.put(row, found.get(text)));
    return words;
  }

  private Map<String, byte[]> words(Connection connection, Column<V> column, String[] texts) throws SQLException {
    Map<String, byte[]> words = HashMap.newHashMap(texts.length);
    String sql = "select tsvectorsend(" + column.value().replace("?", "text") + ") from unnest(?) with ordinality"
        + " as texts (text, place) order by place";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, connection.createArrayOf("text", texts));
      try (ResultSet row = query.executeQuery()) {
        for (int i = 0; row.next(); i++)
          words.put(texts[i], row.getBytes(1));
      }
    }
    return words;
  }

  private void add(CopyBytes bytes, Row<V> row, int more) {
    List<Column<V>> columns = table.columns();
    bytes.row(3 + columns.size() + more);
    bytes.text(row.view().key());
    bytes.number(row.view().revision());
    bytes.bool(row.deleted());
    for (Column<V> column : columns)
      if (column.isComputed()) bytes.bytes(words.get(column).get(row));
      else
        add(bytes, column.from().apply(row.view()));
  }

  private static void add(CopyBytes bytes, Object value) {
    switch (value) {
      case null -> bytes.none();
      case String text -> bytes.text(text);
      case String[] texts -> bytes.texts(texts);
      case Double number -> bytes.number(number);
      case LocalDate date -> bytes.date(date);
      case OffsetDateTime at -> bytes.instant(at.toInstant());
      default -> throw new IllegalArgumentException("no value of a column: " + value.getClass());
    }
  }
}
